import { expect, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;

test('sites come in pages, with a polygon each', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(alpine));
  const { body } = await api('GET', '/api/site/v1/sites?size=2&sort=-name');
  expect(body).toMatchObject({ totalElements: 3, numberOfElements: 2 });
  expect(body.content[0]).toMatchObject({
    name: 'Innsbruck West',
    polygon: { geometry: { type: 'Polygon' } },
  });
  expect((await api('GET', `/api/site/v1/sites/${body.content[0].id}`)).body).toEqual(body.content[0]);
});

test('a site of another account is forbidden rather than not found', async () => {
  await using app = await startApp();
  const other = app.withToken(await app.getToken(alpine));
  const [site] = (await other('GET', '/api/site/v1/sites')).body.content;
  const api = app.withToken(await app.getToken(nordhavn));
  expect((await api('GET', `/api/site/v1/sites/${site.id}`)).status).toBe(403);
});

test('the site of an asset is told now and in its history', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(alpine));
  const assetId = app.trackunit.truth(alpine).assets[0]?.assetId;
  const now = await api('POST', '/api/site/v1/assets/sites', { assetIds: [assetId, 'unknown'] });
  expect(now.body.content).toEqual([{ assetId, siteId: expect.any(String) }]);
  const history = await api('GET', `/api/site/v1/sites/history?assetIds=${assetId}`);
  expect(history.body.content).toEqual([expect.objectContaining({ ...now.body.content[0], leftAt: null })]);
  expect((await api('POST', '/api/site/v1/assets/sites', {})).body.code).toBe('constraint_violation');
});

test('a history is of every asset that is named, and of the times that are', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(alpine));
  const [one, two] = app.trackunit.truth(alpine).assets.map(({ assetId }) => assetId);
  const ask = async (query: string) => (await api('GET', `/api/site/v1/sites/history?${query}`)).body;
  expect((await ask(`assetIds=${one}&assetIds=${two}`)).totalElements).toBe(2);
  expect((await ask(`assetIds=${one},${two}&fromTime=2025-01-01T00:00:00Z`)).totalElements).toBe(2);
  expect((await ask(`assetIds=${one}&toTime=2000-01-01T00:00:00Z`)).totalElements).toBe(0);
  expect((await ask(`assetIds=${one}&toTime=yesterday`)).code).toBe('constraint_violation');
});

test('groups come in pages and sort by name', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(alpine));
  const { body } = await api('GET', '/api/organization/v1/groups?size=25&sort=name,-description');
  expect(body.content.map(({ name }: { name: string }) => name)).toEqual([
    'Team Bolzano Sud',
    'Team Chur',
    'Team Innsbruck West',
  ]);
  expect((await api('GET', '/api/organization/v1/groups?sort=colour')).status).toBe(400);
});

test('operators come by cursor, each once', async () => {
  await using app = await startApp();
  const made = await app.control('POST', '/api-users', { accountId: alpine, username: 'x' });
  const { clientId, clientSecret, username, password } = made.body;
  const basic = { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` };
  const { body } = await app.post(
    '/token',
    { grant_type: 'password', username, password, scope: 'api' },
    basic,
  );
  const api = app.withToken(body.access_token);
  const names: string[] = [];
  for (let path: string | undefined = '/public/api/operator/operators?limit=15&sort=-displayName'; path;) {
    const page = (await api('GET', path)).body as {
      after?: string;
      limit: number;
      content: { id: string; displayName: string }[];
    };
    expect(page.limit).toBe(15);
    names.push(...page.content.map(({ id }) => id));
    path = page.after && `/public/api/operator/operators?limit=15&sort=-displayName&after=${page.after}`;
  }
  expect(new Set(names).size).toBe(37);
  const ask = async (query: string) => (await api('GET', `/public/api/operator/operators?${query}`)).body;
  const [first, second] = [await ask('limit=15'), await ask('limit=20')];
  const back = await ask(`limit=15&before=${(await ask(`limit=15&after=${first.after}`)).before}`);
  expect(back).toEqual(first);
  expect(second.content.slice(0, 15)).toEqual(first.content);
  expect((await api('GET', '/public/api/operator/operators?limit=0')).status).toBe(400);
  expect((await api('GET', '/public/api/operator/operators?after=nonsense')).status).toBe(400);
  expect((await api('GET', '/public/api/operator/operators?sort=colour')).status).toBe(400);
});

test('operators are listed sixty times a minute', async () => {
  await using app = await startApp({ choices: { extraScopes: [] } });
  const { body: user } = await app.control('POST', '/api-users', { accountId: nordhavn, username: 'u' });
  const basic = Buffer.from(`${user.clientId}:${user.clientSecret}`).toString('base64');
  const form = { grant_type: 'password', username: 'u', password: user.password, scope: 'api' };
  const { body } = await app.post('/token', form, { authorization: `Basic ${basic}` });
  const list = () => app.withToken(body.access_token)('GET', '/public/api/operator/operators');
  for (let i = 0; i < 60; i += 1) expect((await list()).status).toBe(200);
  const refused = await list();
  expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  app.trackunit.advance(60_000);
  expect((await list()).status).toBe(200);
});
