import { expect, test } from 'vitest';
import { createTrackunit, demoAccounts, type Trackunit } from '../index.ts';
import { startApp } from '../testing/start-app.ts';

const { alpine, nordhavn, rhein } = demoAccounts;
const dayMs = 86_400_000;
const million = '22222222-2222-4222-8222-222222222222';

test('the same seed tells the same fleet, another seed another', async () => {
  const clock = () => new Date('2026-11-20T10:00:00Z');
  const tell = async (seed?: string) => {
    await using trackunit = await createTrackunit({ clock, ...(seed === undefined ? {} : { seed }) });
    return trackunit.truth(alpine);
  };
  const first = await tell();
  expect(await tell()).toEqual(first);
  expect((await tell('other')).assets).not.toEqual(first.assets);
});

test('counts are the same whenever the emulator is started', async () => {
  const countAt = async (time: string) => {
    await using trackunit = await createTrackunit({ clock: () => new Date(time) });
    return trackunit.truth(rhein).counts;
  };
  expect(await countAt('2026-02-01T03:00:00Z')).toEqual(await countAt('2026-11-20T15:42:10Z'));
});

test('every fleet has machines that report, that are silent and that never reported', async () => {
  await using trackunit = await createTrackunit();
  for (const accountId of [nordhavn, alpine, rhein]) {
    const { total, reporting, silent, neverReported } = trackunit.truth(accountId).counts;
    expect(reporting + silent + neverReported).toBe(total);
    expect(Math.min(silent, neverReported)).toBeGreaterThan(0);
    expect(reporting / total).toBeGreaterThan(0.7);
  }
});

test('truth over HTTP takes thresholds, also by type, and can leave the list away', async () => {
  await using app = await startApp();
  const { body } = await app.control(
    'GET',
    `/truth/${nordhavn}?silentAfterHours=1&silentAfterHoursByAssetType=TOOL:336`,
  );
  expect(body.counts).toEqual(
    app.trackunit.truth(nordhavn, { silentAfterHours: 1, silentAfterHoursByAssetType: { TOOL: 336 } }).counts,
  );
  const short = await app.control('GET', `/truth/${nordhavn}?assets=false`);
  expect([short.body.assets, short.body.counts]).toEqual([[], app.trackunit.truth(nordhavn).counts]);
  expect((await app.control('GET', `/truth/${nordhavn}?silentAfterHours=many`)).status).toBe(400);
  expect((await app.control('GET', '/truth/nobody')).body.code).toBe('unknown_account');
});

const statesOf = (trackunit: Trackunit) =>
  new Map(trackunit.truth(rhein).assets.map(({ assetId, state }) => [assetId, state]));

test('in a simulated week some machines go quiet and some come back', async () => {
  await using trackunit = await createTrackunit();
  const before = statesOf(trackunit);
  trackunit.advance(7 * dayMs);
  const changes = new Set([...statesOf(trackunit)].map(([id, state]) => `${before.get(id)} > ${state}`));
  expect(changes).toContain('REPORTING > SILENT');
  expect(changes).toContain('SILENT > REPORTING');
});

test('a jump puts no sign of life into the future of the wall clock', async () => {
  await using trackunit = await createTrackunit();
  trackunit.advance(40 * dayMs);
  for (const { lastSeenAt } of trackunit.truth(rhein).assets) {
    expect(lastSeenAt === null || Date.parse(lastSeenAt) <= Date.now()).toBe(true);
  }
});

test('time that runs on never takes a sign of life back', async () => {
  let nowMs = Date.parse('2026-11-16T00:00:00Z');
  await using trackunit = await createTrackunit({ clock: () => new Date(nowMs) });
  const seenOf = () => trackunit.truth(alpine).assets.map(({ lastSeenAt }) => lastSeenAt ?? '');
  let before = seenOf();
  for (let hour = 0; hour < 24 * 8; hour += 1) {
    nowMs += 3_600_000 / 2 + 7_000;
    const after = seenOf();
    expect(after.every((seen, i) => seen >= (before[i] ?? ''))).toBe(true);
    before = after;
  }
});

test('time can be paused, run faster and jump', async () => {
  let nowMs = Date.parse('2026-11-20T10:00:00Z');
  await using app = await startApp({ clock: () => new Date(nowMs) });
  const ahead = async () => (await app.control('GET', '/clock')).body.aheadSeconds;
  await app.control('POST', '/clock', { speed: 60 });
  nowMs += 60_000;
  expect(await ahead()).toBe(59 * 60);
  await app.control('POST', '/clock', { speed: 0 });
  const paused = app.trackunit.truth(nordhavn).assets;
  nowMs += 6 * 3_600_000;
  expect(app.trackunit.truth(nordhavn).assets).toEqual(paused);
  const { body } = await app.control('POST', '/clock', { speed: 1, jumpSeconds: 604_800 });
  expect(body).toMatchObject({ aheadSeconds: 59 * 60 + 604_800, speed: 1 });
  expect((await app.control('POST', '/clock', { speed: -1 })).status).toBe(400);
});

test('a device that is unplugged falls silent, and is heard again when it is plugged in', async () => {
  let nowMs = Date.parse('2026-11-20T10:00:00Z');
  await using app = await startApp({ clock: () => new Date(nowMs) });
  const asset = app.trackunit.truth(nordhavn).assets.find(({ state }) => state === 'REPORTING');
  const path = `/assets/${nordhavn}/${asset?.assetId}`;
  expect((await app.control('POST', path, { unplugged: true })).body.unplugged).toBe(true);
  nowMs += 5 * dayMs;
  const unplugged = (await app.control('GET', path)).body;
  expect([unplugged.lastSeenAt, unplugged.activity]).toEqual([asset?.lastSeenAt, 'UNKNOWN']);
  const state = app.trackunit.truth(nordhavn).assets.find(({ assetId }) => assetId === asset?.assetId)?.state;
  expect(state).toBe('SILENT');
  const plugged = (await app.control('POST', path, { unplugged: false })).body;
  expect(plugged.lastSeenAt > (asset?.lastSeenAt ?? '')).toBe(true);
  expect((await app.control('POST', `/assets/${nordhavn}/none`, {})).body.code).toBe('unknown_asset');
});

test('an asset that is hidden leaves every list and comes back', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  const assetId = app.trackunit.truth(nordhavn).assets[10]?.assetId;
  const countAll = async () => [
    (await api('GET', '/api/asset/v2/assets')).body.totalElements,
    (await api('POST', '/api/graphql/', { query: '{ assetSummary { count } }' })).body.data.assetSummary
      .count,
    app.trackunit.truth(nordhavn).counts.total,
  ];
  await app.control('POST', `/assets/${nordhavn}/${assetId}`, { hidden: true });
  expect(await countAll()).toEqual([59, 59, 59]);
  expect((await api('GET', `/api/asset/v2/assets/${assetId}`)).status).toBe(404);
  await app.control('POST', `/assets/${nordhavn}/${assetId}`, { hidden: false });
  expect(await countAll()).toEqual([60, 60, 60]);
});

test('a million assets need no memory: any page and any asset is there at once', async () => {
  await using app = await startApp();
  const added = await app.control('POST', '/accounts', {
    accountId: million,
    name: 'Everything',
    assetCount: 1_000_000,
  });
  expect(added.body).toMatchObject({ name: 'Everything', assetCount: 1_000_000 });
  const api = app.withToken(await app.getToken(million));
  const before = process.memoryUsage().heapUsed;
  const query =
    'query($after: Cursor) { assets(first: 100, after: $after) { edges { node { id } } pageInfo { endCursor } } }';
  const after = Buffer.from('["asset",899999]').toString('base64');
  const { data } = (await api('POST', '/api/graphql/', { query, variables: { after } })).body;
  const id = data.assets.edges[0].node.id.replace('___Asset___', '');
  expect((await api('GET', `/api/asset/v2/assets/${id}`)).body.telematicsDevices[0].id).toBe('1000000');
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60e6);
});

test('every id leads back to its asset', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(rhein));
  const { assets } = app.trackunit.truth(rhein);
  expect(new Set(assets.map(({ assetId }) => assetId)).size).toBe(2500);
  for (const { assetId, name } of assets.filter((_, i) => i % 97 === 0)) {
    expect((await api('GET', `/api/asset/v2/assets/${assetId}`)).body.name).toBe(name);
  }
});
