import { expect, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { startApp } from '../testing/start-app.ts';

const { alpine } = demoAccounts;
const active = '/public/api/eventlog/v3/asset-event/active';
const log = '/public/api/eventlog/v3/asset-event/log';

const start = async (options = {}) => {
  const app = await startApp(options);
  return { app, api: app.withToken(await app.getToken(alpine)), [Symbol.asyncDispose]: app.close };
};

test('active events come in pages, filtered by what is asked', async () => {
  await using run = await start();
  const { body } = await run.api('POST', `${active}?size=5`, { criticality: ['CRITICAL'] });
  expect(body).toMatchObject({ number: 0, size: 5, numberOfElements: 5 });
  expect(body.totalElements).toBeGreaterThan(5);
  const [event] = body.content;
  expect(event).toMatchObject({ criticality: 'CRITICAL', status: 'OPEN', timeOff: null });
  const ofOne = await run.api('POST', active, { assetIds: [event.assetId] });
  const ids = new Set(ofOne.body.content.map(({ assetId }: { assetId: string }) => assetId));
  expect([...ids]).toEqual([event.assetId]);
});

test('the log wants times and keeps to them', async () => {
  await using run = await start();
  const missing = await run.api('POST', log, {});
  expect(missing.body).toMatchObject({ code: 'constraint_violation' });
  const none = await run.api('POST', log, {
    fromTime: '2000-01-01T00:00:00Z',
    toTime: '2000-02-01T00:00:00Z',
  });
  expect(none.body.content).toEqual([]);
});

test('a third call in half an hour is refused, until the first is half an hour ago', async () => {
  await using run = await start();
  const ask = () => run.api('POST', active, {});
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  const third = await ask();
  expect([third.status, Number(third.headers.get('retry-after'))]).toEqual([429, expect.closeTo(1800, -1)]);
  run.app.trackunit.advance(30 * 60_000);
  expect((await ask()).status).toBe(200);
});

test('API keys get 401 here, as was seen, unless nobody is to be refused', async () => {
  for (const [assetEventsRefuse, status] of [
    ['api-keys', 401],
    ['nobody', 200],
  ] as const) {
    await using run = await start({ choices: { assetEventsRefuse } });
    const scopes = ['account.event.view'];
    const key = (await run.app.control('POST', '/api-keys', { accountId: alpine, scopes })).body;
    const { body } = await run.app.post('/token/v2', {
      grant_type: 'client_credentials',
      client_id: key.clientId,
      client_secret: key.clientSecret,
      scope: 'account.event.view',
    });
    expect((await run.app.withToken(body.access_token)('POST', active, {})).status).toBe(status);
  }
});

test('every scoped token is refused where that is chosen', async () => {
  await using run = await start({ choices: { assetEventsRefuse: 'scoped' } });
  expect((await run.api('POST', active, {})).status).toBe(401);
});

test('sites and groups narrow the answer to their assets', async () => {
  await using run = await start();
  const [site] = (await run.api('GET', '/api/site/v1/sites')).body.content;
  const { body } = await run.api('POST', `${active}?size=1000`, { siteIds: [site.id] });
  const assetIds = body.content.map(({ assetId }: { assetId: string }) => assetId);
  const sites = await run.api('POST', '/api/site/v1/assets/sites', { assetIds });
  expect(new Set(sites.body.content.map(({ siteId }: { siteId: string }) => siteId))).toEqual(
    new Set([site.id]),
  );
});

test('of several kinds of ids all have to fit, and an asset that is named twice is told once', async () => {
  await using run = await start();
  const sites = (await run.api('GET', '/api/site/v1/sites')).body.content as { id: string }[];
  const [event] = (await run.api('POST', `${active}?size=1`, {})).body.content;
  const assetIds = [event.assetId, event.assetId];
  const home = await run.api('POST', '/api/site/v1/assets/sites', { assetIds: [event.assetId] });
  const [{ siteId }] = home.body.content;
  run.app.trackunit.advance(30 * 60_000);
  const other = sites.find(({ id }) => id !== siteId)?.id;
  const [here, elsewhere] = [
    await run.api('POST', active, { assetIds, siteIds: [siteId] }),
    await run.api('POST', active, { assetIds, siteIds: [other] }),
  ];
  expect(elsewhere.body.totalElements).toBe(0);
  const ids = here.body.content.map(({ id }: { id: string }) => id);
  expect(ids).toContain(event.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([{ assetId: ['1'] }, { fromTime: '2000-01-01T00:00:00Z' }, { status: ['OPEN'] }])(
  'active events are not asked for by %j, which nothing documents',
  async (filter) => {
    await using run = await start();
    const { status, body } = await run.api('POST', active, filter);
    expect([status, body.code]).toEqual([400, 'constraint_violation']);
    expect(body.violations[0].message).toContain(Object.keys(filter)[0]);
  },
);

test('a fleet that is too large to look through is refused, unless its assets are named', async () => {
  const accounts = [{ accountId: alpine, name: 'Huge', assetCount: 100_001 }];
  await using run = await start({ accounts });
  const refused = await run.api('POST', active, {});
  expect([refused.status, refused.body.code]).toEqual([400, 'filter_not_emulated']);
  const { assets } = run.app.trackunit.truth(alpine);
  const assetIds = assets.slice(-50).map(({ assetId }) => assetId);
  const { status, body } = await run.api('POST', active, { assetIds });
  expect([status, body.totalElements > 0]).toEqual([200, true]);
});

test('a filter on a customer finds nothing, for no asset is any customer’s', async () => {
  await using run = await start();
  const [event] = (await run.api('POST', `${active}?size=1`, {})).body.content;
  const { status, body } = await run.api('POST', active, {
    assetIds: [event.assetId],
    customerIds: ['00000000-0000-0000-0000-000000000001'],
  });
  expect([status, body.totalElements, body.content]).toEqual([200, 0, []]);
});

test('the log may be asked for events without criticality, the active events may not', async () => {
  await using run = await start();
  const filter = { criticality: ['NONE'] };
  const refused = await run.api('POST', active, filter);
  expect([refused.status, refused.body]).toMatchObject([
    400,
    { code: 'constraint_violation', violations: [{ field: 'criticality.0' }] },
  ]);
  const times = { fromTime: '2000-01-01T00:00:00Z', toTime: '2000-02-01T00:00:00Z' };
  expect((await run.api('POST', log, { ...filter, ...times })).status).toBe(200);
});
