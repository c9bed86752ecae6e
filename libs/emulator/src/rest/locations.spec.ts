import { expect, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;

test('a list has a point for everything that ever reported, with the time of it', async () => {
  const now = new Date();
  await using app = await startApp({ clock: () => now });
  const api = app.withToken(await app.getToken());
  const { body } = await api('GET', '/api/location/v1/locations?size=1000');
  const { assets, counts } = app.trackunit.truth(nordhavn);
  expect(body.totalElements).toBe(counts.total - counts.neverReported);
  const times = new Map(
    body.content.map(({ properties }: { properties: { assetId: string; updatedAt: string } }) => [
      properties.assetId,
      properties.updatedAt,
    ]),
  );
  for (const { assetId, lastSeenAt } of assets) expect(times.get(assetId) ?? null).toBe(lastSeenAt);
});

test('the same page is answered once a second, and another page meanwhile', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  const list = (page: number) => api('GET', `/api/location/v1/locations?page=${page}`);
  expect((await list(0)).status).toBe(200);
  expect((await list(1)).status).toBe(200);
  const limited = await list(0);
  expect([limited.status, limited.body.code, limited.headers.get('retry-after')]).toEqual([
    429,
    'too_many_requests',
    '1',
  ]);
  app.trackunit.advance(1000);
  expect((await list(0)).status).toBe(200);
});

test('one account’s limit leaves another alone', async () => {
  await using app = await startApp();
  for (const accountId of [nordhavn, alpine]) {
    const api = app.withToken(await app.getToken(accountId));
    expect((await api('GET', '/api/location/v1/locations')).status).toBe(200);
  }
});

test('429 may come without Retry-After', async () => {
  await using app = await startApp({ choices: { retryAfterHeader: false } });
  const api = app.withToken(await app.getToken());
  await api('GET', '/api/location/v1/locations');
  const limited = await api('GET', '/api/location/v1/locations');
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, null]);
});

test('one location is a bare feature, once a second for each asset', async () => {
  const now = new Date();
  await using app = await startApp({ clock: () => now });
  const api = app.withToken(await app.getToken());
  const { assets } = app.trackunit.truth(nordhavn);
  const seen = assets.find(({ lastSeenAt }) => lastSeenAt !== null);
  const never = assets.find(({ lastSeenAt }) => lastSeenAt === null);
  const one = (id = '') => api('GET', `/api/location/v1/locations/${id}`);
  expect((await one(seen?.assetId)).body).toMatchObject({
    type: 'Feature',
    geometry: { type: 'Point' },
    properties: { updatedAt: seen?.lastSeenAt },
  });
  expect((await one(seen?.assetId)).status).toBe(429);
  expect((await one(never?.assetId)).status).toBe(404);
});

test('a location may name its asset outside of its properties', async () => {
  await using app = await startApp({ choices: { locationAssetId: 'feature' } });
  const api = app.withToken(await app.getToken());
  const [feature] = (await api('GET', '/api/location/v1/locations?size=1')).body.content;
  expect(feature.assetId).toEqual(expect.any(String));
  expect(feature.properties.assetId).toBeUndefined();
});

test('a page that cannot be is refused', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  expect((await api('GET', '/api/location/v1/locations?size=5000')).body.code).toBe('constraint_violation');
});
