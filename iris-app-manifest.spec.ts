import { fleetWatchScopes } from '@fleet-watch/scopes';
import { expect, test } from 'vitest';
import { irisAppId } from './apps/backend/src/iris-app.ts';
import { silentSinceField } from './apps/backend/src/write-back/write-field.ts';
import { createManifest } from './iris-app-manifest.ts';

const manifest = createManifest('https://fleet-watch.example.com');

test('the manifest declares every scope that the code may ask for, required or optional as the code believes', () => {
  expect(manifest.scopes).toEqual([
    ...fleetWatchScopes.required.map((scope) => ({ scope, optional: false })),
    ...fleetWatchScopes.optional.map((scope) => ({ scope, optional: true })),
  ]);
});

test('the app is the one that the backend takes install messages for', () => {
  expect(manifest.moduleFederationName).toBe(irisAppId);
});

test('the field that the backend writes to assets is one that the app owns, as text, and nobody else edits', () => {
  expect(manifest.customFieldDefinitions).toEqual([
    expect.objectContaining({
      key: silentSinceField,
      type: 'STRING',
      entityType: 'ASSET',
      uiEditable: false,
    }),
  ]);
});

test('install messages and the extension’s calls go to the public address', () => {
  expect(manifest.tokenCallback?.url).toBe('https://fleet-watch.example.com/appinstall');
  expect(manifest.cspHeader?.['connect-src']).toEqual(['https://fleet-watch.example.com']);
});

test('of the browser the extension asks to write the clipboard, and for nothing beyond a frame’s usual sandbox', () => {
  expect(manifest.permissionsPolicy).toEqual({ 'clipboard-write': ['*'] });
  expect(manifest.cspHeader?.sandbox).toBeUndefined();
});

test('what is submitted names the extension’s packages and none of the backend’s', () => {
  const names = Object.keys(manifest.dependencies);
  expect(names).toContain('react');
  for (const foreign of ['express', 'kysely', 'pg', 'jose', 'pino']) expect(names).not.toContain(foreign);
});

test('what is submitted has exact versions, so that a review reads what is built', () => {
  for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('the manifest survives being written as JSON', () => {
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
});

test('no two extensions share an id', () => {
  const ids = manifest.extensions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
