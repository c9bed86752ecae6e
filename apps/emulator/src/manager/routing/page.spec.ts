import { expect, test } from 'vitest';
import { parsePage, toPath, type Page } from './page.ts';

const pages: readonly Page[] = [
  { name: 'home' },
  { name: 'fleet' },
  { name: 'library' },
  { name: 'administration' },
  { name: 'limits' },
  { name: 'app', irisAppId: '@acme/app' },
  { name: 'extension', irisAppId: '@acme/app', extensionId: 'page' },
  { name: 'asset', assetId: 'a 1', tab: { kind: 'status' } },
  { name: 'asset', assetId: 'a-1', tab: { kind: 'own', page: 'movement' } },
  { name: 'asset', assetId: 'a-1', tab: { kind: 'extension', irisAppId: '@acme/app', extensionId: 'tab' } },
];

test.each(pages)('the address of $name is read back', (page) => {
  expect(parsePage(toPath(page))).toEqual(page);
});

test('an app’s id is one segment of the address', () => {
  expect(toPath({ name: 'extension', irisAppId: '@acme/app', extensionId: 'page' })).toBe(
    '/apps/%40acme%2Fapp/page',
  );
});

test.each([
  '/nowhere',
  '/apps/only-one',
  '/fleet/more',
  '/assets',
  '/assets/a/b/c',
  '/library/a/b',
  '/%E0%A4%A',
])('%s is no page of Manager', (path) => {
  expect(parsePage(path)).toEqual({ name: 'unknown', path });
});
