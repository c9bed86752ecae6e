import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { scenarios } from './scenarios.ts';
import { startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;
const path = '/api/asset/v2/assets';

test('scenarios are listed and started by name, for one account or for all', async () => {
  await using app = await startApp();
  const names = (await app.control('GET', '/scenarios')).body.map(({ name }: { name: string }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['Monday 503 storm', 'Secret rotated', 'Rate limit week', 'Key server down']),
  );
  const { body } = await app.control('POST', '/scenarios', { name: 'monday 503 storm', accountId: alpine });
  expect(body.faults.map(({ accountId }: { accountId: string }) => accountId)).toEqual([alpine, alpine]);
  expect((await app.control('POST', '/scenarios', { name: 'Sunny day' })).body.code).toBe('unknown_scenario');
  await expect(app.trackunit.runScenario('Sunny day')).rejects.toMatchObject({ code: 'unknown_scenario' });
});

test('the faults of every scenario strike routes that are emulated', async () => {
  await using app = await startApp();
  for (const fault of scenarios.flatMap(({ faults = [] }) => faults))
    expect(() => app.trackunit.addFault(fault)).not.toThrow();
});

test('a scenario that would change nothing is refused', async () => {
  await using app = await startApp();
  const run = (name: string, accountId?: string) => app.trackunit.runScenario(name, accountId);
  await expect(run('Key server down', alpine)).rejects.toMatchObject({ code: 'concerns_everybody' });
  await expect(run('Monday 503 storm', 'nobody')).rejects.toMatchObject({ code: 'unknown_account' });
  await expect(run('Secret rotated')).rejects.toMatchObject({ code: 'not_installed' });
  await app.install(nordhavn);
  await expect(run('Secret rotated', alpine)).rejects.toMatchObject({ code: 'not_installed' });
  const { status, body } = await app.control('POST', '/scenarios', {
    name: 'Clock ahead',
    accountId: alpine,
  });
  expect([status, body.code]).toEqual([400, 'concerns_everybody']);
  expect((await app.control('GET', '/faults')).body).toEqual([]);
});

test('in the Monday 503 storm most calls fail and some get through', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  await app.trackunit.runScenario('Monday 503 storm');
  const [, storm] = (await app.control('GET', '/faults')).body;
  await app.control('DELETE', `/faults/${storm.id.replace(/\d+$/, (n: string) => String(Number(n) - 1))}`);
  const statuses: number[] = [];
  for (let i = 0; i < 30; i += 1) statuses.push((await api('GET', path)).status);
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(statuses.length / 2);
  expect(statuses).toContain(200);
});

test('in a rate limit week 429 comes with and without Retry-After', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  await app.trackunit.runScenario('Rate limit week');
  const hints = new Set<string | null>();
  for (let i = 0; i < 60; i += 1) {
    const { status, headers } = await api('GET', path);
    if (status === 429) hints.add(headers.get('retry-after'));
  }
  expect(hints).toEqual(new Set([null, '2']));
});

test('a rotated secret ends the tokens of its account, and the old secret is wrong', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(nordhavn));
  const other = app.withToken(await app.getToken(alpine));
  await app.trackunit.runScenario('Secret rotated', nordhavn);
  expect((await api('GET', path)).status).toBe(401);
  expect((await app.requestToken(nordhavn, 'asset.view')).body.error).toBe('invalid_client');
  expect((await other('GET', path)).status).toBe(200);
});

test('a key server that is down answers neither key set', async () => {
  await using app = await startApp();
  await app.trackunit.runScenario('Key server down');
  expect((await app.call('GET', '/api/marketplace/jwks')).status).toBe(503);
  expect((await app.call('GET', '/oauth2/v1/keys')).status).toBe(503);
});

test('after the signing keys rotated only the new ones are published', async () => {
  await using app = await startApp();
  const kidOf = async () => (await app.call('GET', '/api/marketplace/jwks')).body.keys[0].kid;
  const before = await kidOf();
  await app.trackunit.runScenario('Signing keys rotated');
  expect(await kidOf()).not.toBe(before);
});

test('without IrisX this morning GraphQL is HTML and REST goes on', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  await app.trackunit.runScenario('No IrisX this morning');
  const graphql = await api('POST', '/api/graphql/', { query: '{ sites { pageInfo { count } } }' });
  expect(graphql.headers.get('content-type')).toContain('text/html');
  expect((await api('GET', path)).status).toBe(200);
});

test('on a bad line some answers break and some arrive', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  await app.trackunit.runScenario('Bad line');
  const outcomes = new Set<string>();
  for (let i = 0; i < 40; i += 1) {
    outcomes.add(
      await api('GET', path).then(
        () => 'arrived',
        () => 'broke',
      ),
    );
  }
  expect(outcomes).toEqual(new Set(['arrived', 'broke']));
});

test('a clock that is ahead signs in the future until the faults are cleared', async () => {
  await using app = await startApp();
  const issuedInSeconds = async () => (decodeJwt(await app.getToken(alpine)).iat ?? 0) - Date.now() / 1000;
  await app.trackunit.runScenario('Clock ahead');
  expect((await app.control('GET', '/clock')).body.skewSeconds).toBe(600);
  expect(await issuedInSeconds()).toBeCloseTo(600, -1);
  app.trackunit.clearFaults();
  expect(await issuedInSeconds()).toBeCloseTo(0, -1);
});

test('a secret that was rotated twice is not the first one again', async () => {
  await using app = await startApp();
  await app.install();
  for (let i = 0; i < 2; i += 1) await app.trackunit.runScenario('Secret rotated', nordhavn);
  expect((await app.requestToken(nordhavn, 'asset.view')).status).toBe(401);
});
