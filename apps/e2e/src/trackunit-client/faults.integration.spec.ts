import { demoAccounts, type FaultRequest } from '@fleet-watch/emulator';
import { IrisScope } from '@fleet-watch/scopes';
import { expect, test } from 'vitest';
import { collect } from './collect.ts';
import { startPlatform } from './start-platform.ts';

const accountId = demoAccounts.alpine;
const size = 250;
const graphql = 'POST /api/graphql/';

const start = async (options: Parameters<typeof startPlatform>[0] = {}, ...faults: FaultRequest[]) => {
  const platform = await startPlatform(options);
  await platform.install(accountId);
  for (const fault of faults) platform.trackunit.addFault(fault);
  return platform;
};

/** Every asset as the platform knows it, and as the client read it. */
const compare = async ({ trackunit, createClient }: Awaited<ReturnType<typeof start>>) => {
  const { assets } = trackunit.truth(accountId);
  const pages = await collect(createClient().account(accountId).assets());
  const toLine = (asset: { assetId: string; name: string | null; lastSeenAt: string | Date | null }) =>
    `${asset.assetId} ${asset.name} ${asset.lastSeenAt === null ? 'never' : new Date(asset.lastSeenAt).getTime()}`;
  return { read: pages.flat().map(toLine).sort(), true: assets.map(toLine).sort() };
};

test('the fleet that is read by GraphQL is the true one', async () => {
  await using platform = await start();
  platform.trackunit.setSpeed(0);
  const fleets = await compare(platform);
  expect(fleets.read).toHaveLength(size);
  expect(fleets.read).toEqual(fleets.true);
});

test.each(['properties', 'feature'] as const)(
  'the fleet that is read by REST has the same assets (asset id in the %s)',
  async (locationAssetId) => {
    await using platform = await start({ choices: { locationAssetId } });
    platform.trackunit.setSpeed(0);
    await platform.trackunit.runScenario('No IrisX this morning');
    const reading = await platform.createClient().account(accountId).openFleet();
    expect(reading).toMatchObject({ source: 'REST', reason: 'html' });
    const read = (await collect(reading.pages)).flat();
    // Documented: version 1 of the assets API has no vehicles.
    const listed = platform.trackunit
      .truth(accountId)
      .assets.filter(({ assetType }) => assetType !== 'VEHICLE');
    expect(read.map(({ assetId }) => assetId).sort()).toEqual(listed.map(({ assetId }) => assetId).sort());
    expect(read.filter(({ lastSeenAt }) => lastSeenAt !== null).length).toBeGreaterThan(listed.length / 2);
  },
);

test('an account without IrisX is read by REST', async () => {
  const accounts = [{ accountId, name: 'No IrisX', assetCount: 30, irisX: false }];
  await using platform = await start({ accounts });
  const reading = await platform.createClient().account(accountId).openFleet();
  expect(reading).toMatchObject({ source: 'REST', reason: 'not_found' });
  expect((await collect(reading.pages)).flat()).toHaveLength(30);
});

test.each<[string, FaultRequest]>([
  ['503 three times', { route: graphql, effect: { kind: 'status', status: 503 }, count: 3 }],
  [
    '429 with Retry-After',
    { route: graphql, effect: { kind: 'status', status: 429, retryAfterSeconds: 30 }, count: 2 },
  ],
  ['429 without Retry-After', { route: graphql, effect: { kind: 'status', status: 429 }, count: 2 }],
  ['a connection that is reset', { route: graphql, effect: { kind: 'reset' }, count: 2 }],
  ['an answer that breaks off', { route: graphql, effect: { kind: 'cut' }, count: 2 }],
  [
    'JSON that is cut with a length that fits',
    { route: graphql, effect: { kind: 'truncated-json' }, count: 2 },
  ],
  [
    'an answer that trickles',
    { route: graphql, effect: { kind: 'slow-body', bytesPerSecond: 200_000 }, count: 1 },
  ],
  [
    'a token endpoint that stumbles',
    { route: 'POST /apptoken', effect: { kind: 'status', status: 503 }, count: 2 },
  ],
])('after %s the whole fleet is read all the same', async (_what, fault) => {
  await using platform = await start({}, fault);
  expect((await compare(platform)).read).toHaveLength(size);
});

test('JSON of another shape is a bad response, and not asked for again', async () => {
  await using platform = await start({}, { route: graphql, effect: { kind: 'wrong-json' } });
  const reading = collect(platform.createClient().account(accountId).assets());
  await expect(reading).rejects.toMatchObject({ code: 'bad_response' });
  expect(await platform.calls(graphql)).toHaveLength(1);
});

test.each(['Monday 503 storm', 'Rate limit week', 'Bad line'])(
  'the fleet comes through “%s”',
  async (scenario) => {
    await using platform = await start();
    await platform.trackunit.runScenario(scenario);
    // Latency is real here; all other waiting is not.
    const account = platform.createClient({ retry: { attempts: 20 } }).account(accountId);
    expect((await collect(account.assets())).flat()).toHaveLength(size);
  },
);

test('tokens that were revoked while in use are replaced without the caller noticing', async () => {
  await using platform = await start();
  const client = platform.createClient();
  await collect(client.account(accountId).assets());
  platform.trackunit.addFault({ route: graphql, effect: { kind: 'status', status: 401 }, count: 1 });
  expect((await collect(client.account(accountId).assets())).flat()).toHaveLength(size);
  expect(await platform.tokens()).toHaveLength(2);
});

test.each([200, 429] as const)(
  'points that are used up are waited for (RATE_LIMITED as %i)',
  async (status) => {
    await using platform = await start({
      choices: { graphqlBudget: 2_000, graphqlRateLimitedStatus: status },
    });
    const pages = await collect(platform.createClient().account(accountId).assets());
    expect(pages.flat()).toHaveLength(size);
  },
);

test('a limit that lasts too long is an error that says how long, and no call is made meanwhile', async () => {
  await using platform = await start({ choices: { graphqlBudget: 1_200 } });
  const account = platform.createClient({ maxWaitMs: 1_000 }).account(accountId);
  const error: unknown = await collect(account.assets()).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'rate_limited' });
  const before = await platform.calls(graphql);
  await expect(collect(account.assets())).rejects.toMatchObject({ code: 'rate_limited' });
  expect(await platform.calls(graphql)).toHaveLength(before.length);
});

test('two readers of one account’s locations take turns, one call a second', async () => {
  await using platform = await start();
  const account = platform.createClient({ clock: undefined, sleep: undefined }).account(accountId);
  const pages = await Promise.all([collect(account.restLocations()), collect(account.restLocations())]);
  expect(pages[0]).toEqual(pages[1]);
  const calls = await platform.calls('GET /api/location/v1/locations');
  // On a busy machine a call may arrive so late that the next one is refused; then that one is made again.
  expect(calls.filter(({ status }) => status === 200)).toHaveLength(2);
  expect(calls.length).toBeLessThanOrEqual(3);
});

test('a write-back reaches the asset’s custom field', async () => {
  await using platform = await start();
  const [asset] = platform.trackunit.truth(accountId).assets;
  const assetId = asset?.assetId ?? '';
  const values = { fleetWatchSilentSince: '2026-01-01T10:00:00Z' };
  await platform.createClient().account(accountId).setAssetTextFields({ assetId, values });
  const shown = await platform.ask<{ customFields: unknown[] }>(`assets/${accountId}/${assetId}`);
  expect(JSON.stringify(shown.customFields)).toContain('2026-01-01T10:00:00Z');
});

test('a write-back whose scope was denied makes no call', async () => {
  await using platform = await startPlatform();
  await platform.install(accountId, [IrisScope.AccountAssetManage]);
  const account = platform.createClient().account(accountId);
  await collect(account.assets());
  await expect(account.setAssetTextFields({ assetId: 'a', values: {} })).rejects.toMatchObject({
    code: expect.stringMatching(/^(scope_not_granted|invalid_scope)$/),
  });
  expect(await platform.calls('POST /api/custom-fields/v1/set-values/')).toEqual([]);
});

test('a field that no manifest defines is refused with the violation', async () => {
  await using platform = await start();
  const [asset] = platform.trackunit.truth(accountId).assets;
  const fields = { assetId: asset?.assetId ?? '', values: { unknownField: 'text' } };
  await expect(platform.createClient().account(accountId).setAssetTextFields(fields)).rejects.toMatchObject({
    code: 'bad_request',
    platformCode: 'constraint_violation',
  });
});

test('a platform whose clock is ten minutes ahead is no reason to refuse or to renew', async () => {
  await using platform = await start();
  await platform.trackunit.runScenario('Clock ahead');
  const client = platform.createClient();
  for (let round = 0; round < 3; round += 1) await collect(client.account(accountId).assets());
  expect(await platform.tokens()).toHaveLength(1);
});
