import { expect, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { irisAppId, manifest, startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;

const start = async () => {
  const app = await startApp();
  const scopes = [...manifest.scopes, { scope: 'account.custom-fields.manage' }];
  app.trackunit.registerApp({ manifest: { ...manifest, scopes, tokenCallback: { url: app.backend.url } } });
  const all = 'asset.view account.asset.manage account.custom-fields.manage';
  const api = app.withToken(await app.getToken(nordhavn, all));
  const entityId = app.trackunit.truth(nordhavn).assets[0]?.assetId ?? '';
  return { app, api, entityId, [Symbol.asyncDispose]: app.close };
};

const text = (stringValue: string) => ({ type: 'STRING', stringValue });

test('an app’s field is there as soon as the app is installed, and belongs to the app', async () => {
  await using run = await start();
  const { content } = (await run.api('GET', '/api/custom-fields/v1/definitions')).body;
  expect(content).toEqual([
    expect.objectContaining({ key: 'acmeNote', type: 'STRING', ownerType: 'IRIS_APP', ownerId: irisAppId }),
  ]);
  const change = await run.api('PATCH', `/api/custom-fields/v1/definitions/${content[0].id}`, {
    uiVisible: false,
  });
  expect(change.status).toBe(403);
  expect((await run.api('DELETE', `/api/custom-fields/v1/definitions/${content[0].id}`)).status).toBe(403);
});

test('set-values writes by the definition’s key, and the value is read back', async () => {
  await using run = await start();
  const { entityId } = run;
  for (const [path, note] of [
    ['/api/custom-fields/v1/set-values/', 'first'],
    ['/api/custom-fields/v1/set-values', 'second'],
  ] as const) {
    const body = {
      entityId,
      entityType: 'ASSET',
      values: [{ definitionKey: 'acmeNote', value: text(note) }],
    };
    expect((await run.api('POST', path, body)).status).toBe(200);
    const { content } = (await run.api('GET', `/api/custom-fields/v1/values?entityId=${entityId}`)).body;
    expect(content).toEqual([expect.objectContaining({ entityId, value: text(note) })]);
  }
  const shown = await run.app.control('GET', `/assets/${nordhavn}/${entityId}`);
  expect(shown.body.customFields).toEqual([expect.objectContaining({ value: text('second') })]);
});

test('values are the account’s own', async () => {
  await using run = await start();
  const values = [{ definitionKey: 'acmeNote', value: text('ours') }];
  await run.api('POST', '/api/custom-fields/v1/set-values/', { entityId: run.entityId, values });
  const other = run.app.withToken(await run.app.getToken(alpine));
  const { content } = (await other('GET', `/api/custom-fields/v1/values?entityId=${run.entityId}`)).body;
  expect(content).toEqual([]);
  const foreign = await other('POST', '/api/custom-fields/v1/set-values/', {
    entityId: run.entityId,
    values,
  });
  expect(foreign.status).toBe(404);
});

test('an unknown key and a value of another type are violations, and nothing is written', async () => {
  await using run = await start();
  const { status, body } = await run.api('POST', '/api/custom-fields/v1/set-values/', {
    entityId: run.entityId,
    values: [
      { definitionKey: 'acmeNote', value: text('right') },
      { definitionKey: 'nobodyKnows', value: text('x') },
      { definitionKey: 'acmeNote', value: { type: 'NUMBER', numberValue: 1 } },
    ],
  });
  expect([status, body.violations.map(({ field }: { field: string }) => field)]).toEqual([
    400,
    ['values[1]', 'values[2]'],
  ]);
  expect(
    (await run.api('GET', `/api/custom-fields/v1/values?entityId=${run.entityId}`)).body.content,
  ).toEqual([]);
});

test('writing values needs a scope', async () => {
  await using run = await start();
  const reader = run.app.withToken(await run.app.getToken(nordhavn, 'asset.view'));
  const { status } = await reader('POST', '/api/custom-fields/v1/set-values/', {
    entityId: run.entityId,
    values: [],
  });
  expect(status).toBe(403);
});

test('an account makes, changes and removes a definition of its own, with its values', async () => {
  await using run = await start();
  const made = await run.api('POST', '/api/custom-fields/v1/definitions', { key: 'hours', type: 'NUMBER' });
  expect(made.status).toBe(201);
  const again = await run.api('POST', '/api/custom-fields/v1/definitions', { key: 'hours', type: 'NUMBER' });
  expect(again.body.code).toBe('constraint_violation');
  const path = `/api/custom-fields/v1/definitions/${made.body.id}`;
  expect((await run.api('PATCH', path, { type: 'STRING' })).status).toBe(400);
  expect((await run.api('PATCH', path, { uiVisible: true })).body).toMatchObject({
    key: 'hours',
    uiVisible: true,
  });

  const value = {
    definitionId: made.body.id,
    entityId: run.entityId,
    value: { type: 'NUMBER', numberValue: 7 },
  };
  const written = await run.api('POST', '/api/custom-fields/v1/values', value);
  expect(written.status).toBe(201);
  const valuePath = `/api/custom-fields/v1/values/${written.body.id}`;
  expect((await run.api('PATCH', valuePath, { value: { numberValue: 'seven' } })).status).toBe(400);
  expect((await run.api('PATCH', valuePath, { value: { numberValue: 8 } })).body.value).toEqual({
    numberValue: 8,
  });
  expect((await run.api('DELETE', valuePath)).status).toBe(204);
  expect((await run.api('DELETE', valuePath)).status).toBe(404);
  expect((await run.api('PATCH', valuePath, { value: {} })).status).toBe(404);

  expect((await run.api('DELETE', path)).status).toBe(204);
  expect((await run.api('DELETE', path)).status).toBe(404);
  expect((await run.api('POST', '/api/custom-fields/v1/values', value)).status).toBe(404);
});

test('values of no entity, and an entity that is not there, are refused', async () => {
  await using run = await start();
  expect((await run.api('GET', '/api/custom-fields/v1/values')).body.code).toBe('constraint_violation');
  const values = [{ definitionKey: 'acmeNote', value: text('x') }];
  const lost = await run.api('POST', '/api/custom-fields/v1/set-values/', { entityId: 'none', values });
  expect([lost.status, lost.body.code]).toEqual([404, 'not_found']);
});
