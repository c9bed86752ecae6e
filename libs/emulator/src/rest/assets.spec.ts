import { expect, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;

const start = async (options = {}) => {
  const app = await startApp(options);
  return { app, api: app.withToken(await app.getToken(nordhavn)), [Symbol.asyncDispose]: app.close };
};

test('pages hold what they say and every asset once', async () => {
  await using run = await start();
  const ids: string[] = [];
  for (let page = 0; page < 3; page += 1) {
    const { body } = await run.api('GET', `/api/asset/v2/assets?page=${page}&size=25`);
    expect(body).toMatchObject({ totalPages: 3, totalElements: 60, number: page, size: 25 });
    expect(body.numberOfElements).toBe(body.content.length);
    ids.push(...body.content.map(({ id }: { id: string }) => id));
  }
  expect(ids).toEqual(run.app.trackunit.truth(nordhavn).assets.map(({ assetId }) => assetId));
  expect((await run.api('GET', '/api/asset/v2/assets?page=9')).body.content).toEqual([]);
});

test('an asset has the members that live clients read', async () => {
  await using run = await start();
  const [item] = (await run.api('GET', '/api/asset/v1/assets?size=1')).body.content;
  expect(Object.keys(item)).toEqual([
    'id',
    'assetType',
    'type',
    'name',
    'externalReference',
    'model',
    'brand',
    'serialNumber',
    'productionYear',
    'ownerAccountId',
    'createdAt',
    'permissions',
    'telematicsDevices',
  ]);
  expect((await run.api('GET', `/api/asset/v1/assets/${item.id}`)).body).toEqual(item);
  expect((await run.api('GET', `/api/asset/v2/assets/${item.id.toUpperCase()}`)).body).toEqual(item);
});

test('version 1 knows no vehicles', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(alpine));
  const totalOf = async (version: string) =>
    (await api('GET', `/api/asset/${version}/assets`)).body.totalElements;
  expect(await totalOf('v1')).toBeLessThan(await totalOf('v2'));
});

test('to version 1 a vehicle is an unknown asset, whether it is read or changed', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(alpine));
  const list = (await api('GET', '/api/asset/v2/assets?size=250')).body.content;
  const { id } = list.find((asset: { assetType: string }) => asset.assetType === 'VEHICLE');
  const unknown = { status: 404, code: 'not_found', message: `No asset ${id}` };
  expect((await api('GET', `/api/asset/v1/assets/${id}`)).body).toMatchObject(unknown);
  expect((await api('PATCH', `/api/asset/v1/assets/${id}`, { name: 'x' })).body).toMatchObject(unknown);
  expect((await api('GET', `/api/asset/v2/assets/${id}`)).body).toMatchObject({ id });
});

test('lists sort by known fields, downwards with a minus', async () => {
  await using run = await start();
  const { content } = (await run.api('GET', '/api/asset/v2/assets?size=60&sort=brand,-name')).body;
  const keys = content.map(({ brand, name }: { brand: string | null; name: string }) => [brand, name]);
  const sorted = [...keys].sort(([a, x], [b, y]) =>
    a === b ? y.localeCompare(x) : a === null ? 1 : b === null ? -1 : a.localeCompare(b),
  );
  expect(keys).toEqual(sorted);
});

test.each(['size=0', 'size=1001', 'page=-1', 'page=x', 'sort=shoeSize'])(
  '%s is a constraint violation',
  async (query) => {
    await using run = await start();
    const { status, body } = await run.api('GET', `/api/asset/v1/assets?${query}`);
    expect([status, body.code, body.violations]).toEqual([400, 'constraint_violation', [expect.any(Object)]]);
  },
);

test('an asset that is not there is not found', async () => {
  await using run = await start();
  for (const id of ['nonsense', '00000000-0000-0000-0000-000000000001']) {
    expect((await run.api('GET', `/api/asset/v1/assets/${id}`)).body).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  }
});

test('a change is seen wherever the asset is shown', async () => {
  await using run = await start();
  const list = (await run.api('GET', '/api/asset/v1/assets?size=60')).body.content;
  const { id } = list.find((asset: { permissions: { edit: boolean } }) => asset.permissions.edit);
  const { status, body } = await run.api('PATCH', `/api/asset/v1/assets/${id}`, {
    name: 'Old Betty',
    externalReference: 'ERP-1',
  });
  expect([status, body.name, body.externalReference]).toEqual([200, 'Old Betty', 'ERP-1']);
  expect((await run.api('GET', `/api/asset/v2/assets/${id}`)).body.name).toBe('Old Betty');
  const graphql = await run.api('POST', '/api/graphql/', { query: `{ asset(id: "${id}") { name } }` });
  expect(graphql.body.data.asset.name).toBe('Old Betty');
  expect(run.app.trackunit.truth(nordhavn).assets.find(({ assetId }) => assetId === id)?.name).toBe(
    'Old Betty',
  );
});

test('a change may answer nothing, where that is chosen', async () => {
  await using run = await start({ choices: { patchAnswer: 'no-content' } });
  const list = (await run.api('GET', '/api/asset/v1/assets?size=60')).body.content;
  const { id } = list.find((asset: { permissions: { edit: boolean } }) => asset.permissions.edit);
  const { status, text } = await run.api('PATCH', `/api/asset/v1/assets/${id}`, { name: 'x' });
  expect([status, text]).toEqual([204, '']);
});

test('a change of the wrong type, of an unknown member or of another owner’s asset is refused', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(alpine));
  const list = (await api('GET', '/api/asset/v1/assets?size=250')).body.content;
  const own = list.find((asset: { permissions: { edit: boolean } }) => asset.permissions.edit);
  const shared = list.find((asset: { permissions: { edit: boolean } }) => !asset.permissions.edit);
  const wrong = await api('PATCH', `/api/asset/v1/assets/${own.id}`, {
    productionYear: 'last',
    shoeSize: 46,
  });
  expect([wrong.status, wrong.body.code]).toEqual([400, 'constraint_violation']);
  expect((await api('PATCH', `/api/asset/v1/assets/${shared.id}`, { name: 'x' })).status).toBe(403);
  expect((await api('PATCH', '/api/asset/v1/assets/none', { name: 'x' })).status).toBe(404);
});

test('a filter that is not emulated is refused instead of being answered with the whole fleet', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  for (const path of ['/api/asset/v1/assets', '/api/location/v1/locations', '/api/site/v1/sites']) {
    const { status, body } = await api('GET', `${path}?brand=Genie&size=5`);
    expect([status, body.code]).toEqual([400, 'constraint_violation']);
    expect(body.violations).toEqual([{ field: 'brand', message: expect.stringMatching(/not emulated/) }]);
  }
  expect((await api('GET', '/api/asset/v2/assets?includeHidden=true')).status).toBe(200);
});
