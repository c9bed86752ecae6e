import { expect, test } from 'vitest';
import { createTrackunit, demoAccounts, type AccountSeed, type TrackunitOptions } from './index.ts';
import { irisAppId, manifest, startApp } from './testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;
const violation = (message: RegExp) =>
  expect.objectContaining({ code: 'constraint_violation', message: expect.stringMatching(message) });

test.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 1e15])('time does not advance by %d', async (byMs) => {
  await using trackunit = await createTrackunit();
  const before = trackunit.truth(nordhavn);
  expect(() => trackunit.advance(byMs)).toThrow(violation(/milliseconds|jumpSeconds/));
  expect(trackunit.truth(nordhavn).counts).toEqual(before.counts);
});

test.each([Number.NaN, -1, 100_001])('time does not run at a speed of %d', async (speed) => {
  await using trackunit = await createTrackunit();
  expect(() => trackunit.setSpeed(speed)).toThrow(violation(/speed/));
});

test('a clock cannot be wrong by more than dates can say', async () => {
  await using app = await startApp();
  const { status, body } = await app.control('POST', '/clock', { skewSeconds: 1e300 });
  expect([status, body.code]).toEqual([400, 'constraint_violation']);
  expect((await app.control('GET', '/clock')).status).toBe(200);
});

test('the truth is not asked about with hours that are none, or types that no asset has', async () => {
  await using app = await startApp();
  const ask = (thresholds: object) => () => app.trackunit.truth(nordhavn, thresholds);
  expect(ask({ silentAfterHours: Number.NaN })).toThrow(violation(/silentAfterHours/));
  expect(ask({ silentAfterHoursByAssetType: { TOOLS: 1 } })).toThrow(violation(/TOOLS/));
  expect(ask({ silentAfter: 1 })).toThrow(violation(/silentAfter/));
  const query = 'silentAfterHoursByAssetType=TOOLS:1';
  const { status, body } = await app.control('GET', `/truth/${nordhavn}?${query}`);
  expect([status, body.code]).toEqual([400, 'bad_query']);
  expect(body.message).toContain('TOOLS');
});

test.each([
  [{ accout: [] }, /accout/],
  [{ port: Number.NaN }, /port/],
  [{ port: 65_536 }, /port/],
  [{ host: '' }, /host/],
  [{ clock: new Date() }, /clock/],
  [{ choices: { uninstalMessage: 'none' } }, /uninstalMessage/],
  [{ apps: [{ manifest, bundle: 'dist' }] }, /bundle/],
  [{ accounts: [{ accountId: alpine, name: 'Alpine', assetCount: -1 }] }, /assetCount/],
  [{ port: 45_678, appsPort: 45_678 }, /both 45678/],
])('an emulator with %j is none', async (options, message) => {
  await expect(createTrackunit(options as TrackunitOptions)).rejects.toThrow(violation(message));
});

test('no two apps, accounts or users are the same', async () => {
  await expect(createTrackunit({ apps: [{ manifest }, { manifest }] })).rejects.toThrow(/@acme\/app.*once/);
  const user = { userId: '00u1', name: 'Ann', email: 'ann@acme.example' };
  const one: AccountSeed = { accountId: alpine, name: 'One', assetCount: 1, users: [user] };
  await expect(createTrackunit({ accounts: [one, one] })).rejects.toThrow(violation(/Two accounts/));
  await using trackunit = await createTrackunit({ accounts: [one] });
  const two = { ...one, accountId: nordhavn, name: 'Two' };
  expect(() => trackunit.addAccount(two)).toThrow(expect.objectContaining({ code: 'user_taken' }));
  expect(() => trackunit.addAccount({ ...one, assetCount: 2 })).not.toThrow();
  expect(trackunit.truth(alpine).counts.total).toBe(2);
});

test('a user’s token and an asset’s switches are looked through, too', async () => {
  await using app = await startApp();
  await app.install(nordhavn);
  const userId = '00unordhavn000000001';
  await expect(app.trackunit.userToken({ userId, irisAppId, expiresInSeconds: Number.NaN })).rejects.toThrow(
    violation(/expiresInSeconds/),
  );
  const assetId = app.trackunit.truth(nordhavn).assets[0]?.assetId ?? '';
  const typo = { unpluged: true } as object;
  await expect(app.trackunit.changeAsset(nordhavn, assetId, typo)).rejects.toThrow(violation(/unpluged/));
});

test('a change in process is told to whoever listens, as one over HTTP is', async () => {
  await using app = await startApp();
  await using events = await listen(app.trackunit.url);
  app.trackunit.advance(1_000);
  app.trackunit.addFault({ effect: { kind: 'reset' } });
  app.trackunit.addAccount({ accountId: '33333333-3333-4333-8333-333333333333', name: 'New', assetCount: 2 });
  await expect.poll(events.changes).toEqual(['clock', 'faults', 'accounts']);
});

/** What the event stream says has changed. */
const listen = async (url: string) => {
  const stop = new AbortController();
  const response = await fetch(`${url}/_emulator/events`, { signal: stop.signal });
  const changes: string[] = [];
  const read = async (): Promise<void> => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? [])
      for (const [, what] of chunk.matchAll(/"what":"(\w+)"/g)) changes.push(what ?? '');
  };
  const reading = read().catch(() => undefined);
  const close = async (): Promise<void> => {
    stop.abort();
    await reading;
  };
  return { changes: () => changes, [Symbol.asyncDispose]: close };
};
