import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { daysBefore } from '@fleet-watch/fleet';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { recordToday } from '../store/fleet-days.ts';
import { listAssets } from '../store/assets.ts';
import { findSync, queueSync } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { asset, createFleetUnderTest, hourMs, hoursAgo, silent, start } from '../testing/fleet-under-test.ts';
import { createSyncFleet } from './sync-fleet.ts';

describeEachDatabase((database) => {
  const newAccount = () => createFleetUnderTest(database());

  test('a first sync shows every asset with its state, by type of asset', async () => {
    const { sync, summary, list } = newAccount();
    await sync([
      [asset('a', hoursAgo(1)), asset('b', hoursAgo(73))],
      [asset('c', null), asset('d', hoursAgo(73), { assetType: 'TOOL' })],
    ]);
    expect(await summary()).toMatchObject({ total: 4, reporting: 2, silent: 1, neverReported: 1 });
    const { content } = await list({ state: 'SILENT' });
    expect(content).toEqual([
      {
        assetId: 'b',
        name: 'Machine b',
        brand: 'Manitou',
        model: 'MT 625',
        serialNumber: 'SN-b',
        assetType: 'MACHINE',
        state: 'SILENT',
        lastSeenAt: hoursAgo(73).toISOString(),
        silentSince: hoursAgo(1).toISOString(),
      },
    ]);
  });

  test('days are those of UTC, whatever time zone the database is in', async () => {
    const { accountId, sync, summary } = newAccount();
    await sync([[asset('a', hoursAgo(24 * 10 + 72))]]);
    const before = await summary();
    await database().forAccount(accountId, async (tx) => {
      await sql`select set_config('TimeZone', 'Pacific/Auckland', true)`.execute(tx);
      await tx.deleteFrom('fleet_day').execute();
      await recordToday(tx, accountId, start);
    });
    expect(await summary()).toEqual(before);
  });

  test('before the first sync the fleet is empty and has no trend', async () => {
    const { summary } = newAccount();
    expect(await summary()).toMatchObject({ total: 0, silent: 0, trend: [] });
  });

  test('the trend is ninety days, today counted and the days before it estimated', async () => {
    const { sync, summary } = newAccount();
    await sync([[asset('a', hoursAgo(1)), asset('b', hoursAgo(24 * 10 + 72))]]);
    const { trend } = await summary();
    expect(trend).toHaveLength(90);
    expect(trend[0]?.date).toBe(daysBefore('2026-03-10', 89));
    expect(trend.at(-1)).toEqual({
      date: '2026-03-10',
      reporting: 1,
      silent: 1,
      neverReported: 0,
      estimated: false,
    });
    expect(trend.at(-11)).toMatchObject({ date: '2026-02-28', silent: 1, estimated: true });
    expect(trend.at(-12)).toMatchObject({ date: '2026-02-27', silent: 0, estimated: true });
  });

  test('days that a sync saw stay as they were seen', async () => {
    const { sync, summary } = newAccount();
    await sync([[asset('a', hoursAgo(100))]]);
    const nextDay = new Date(start.getTime() + 24 * hourMs);
    await sync([[asset('a', hoursAgo(1, nextDay))]], nextDay);
    expect((await summary()).trend.slice(-2)).toEqual([
      { date: '2026-03-10', reporting: 0, silent: 1, neverReported: 0, estimated: false },
      { date: '2026-03-11', reporting: 1, silent: 0, neverReported: 0, estimated: false },
    ]);
  });

  test('an asset that goes quiet and comes back leaves two transitions, the newest first', async () => {
    const { sync, find } = newAccount();
    const seen = hoursAgo(71);
    await sync([[asset('a', seen)]]);
    await sync([[asset('a', seen)]], new Date(start.getTime() + 2 * hourMs));
    const back = new Date(start.getTime() + 5 * hourMs);
    await sync([[asset('a', back)]], new Date(start.getTime() + 6 * hourMs));
    expect((await find('a'))?.transitions).toEqual([
      { from: 'SILENT', to: 'REPORTING', at: back.toISOString(), lastSeenAt: back.toISOString() },
      {
        from: 'REPORTING',
        to: 'SILENT',
        at: new Date(start.getTime() + hourMs).toISOString(),
        lastSeenAt: seen.toISOString(),
      },
    ]);
  });

  test('an asset that is no longer visible leaves the counts and keeps its history', async () => {
    const { sync, summary, list, find } = newAccount();
    await sync([[asset('a', hoursAgo(1)), asset('b', hoursAgo(100))]]);
    await sync([[asset('a', hoursAgo(1))]]);
    expect(await summary()).toMatchObject({ total: 1, silent: 0 });
    expect((await list()).content.map(({ assetId }) => assetId)).toEqual(['a']);
    expect(await find('b')).toMatchObject({ assetId: 'b', state: 'SILENT' });
    await sync([[asset('a', hoursAgo(1)), asset('b', hoursAgo(100))]]);
    expect(await summary()).toMatchObject({ total: 2, silent: 1 });
  });

  test('a reading may take hours, as long as pages come in', async () => {
    const accountId = randomUUID();
    const id = randomUUID();
    const find = () => database().forAccount(accountId, (tx) => findSync(tx, accountId, id));
    // Each is enough for a part of its own.
    const toPage = (page: number) =>
      Array.from({ length: 2000 }, (_, index) => asset(`${page} ${index}`, null));
    const syncFleet = createSyncFleet({
      ...{ database: database(), logger: silent, now: () => start },
      openFleet: async () => ({
        source: 'GRAPHQL',
        pages: (async function* () {
          for (const page of [1, 2, 3, 4]) {
            vi.advanceTimersByTime(0.9 * hourMs);
            yield toPage(page);
            while ((await find())?.fetched !== page * 2000) await nextTurn();
          }
        })(),
      }),
    });
    await database().forAccount(accountId, (tx) => queueSync(tx, accountId, id));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await syncFleet({ accountId, run: randomUUID() }).finally(() => vi.useRealTimers());
    expect(await find()).toMatchObject({ state: 'SUCCEEDED', fetched: 8000 });
  });

  test('a sync that breaks off half-way changes nothing that a user sees', async () => {
    const { sync, summary, list } = newAccount();
    await sync([[asset('a', hoursAgo(1))]]);
    const [before, listed] = [await summary(), await list()];
    await expect(sync([[asset('z', hoursAgo(100))], new Error('the wire broke')])).rejects.toThrow(
      'the wire broke',
    );
    expect(await summary()).toEqual(before);
    expect(await list()).toEqual(listed);
  });

  test('the next try of a sync that broke off starts over', async () => {
    const { accountId, sync, summary, list } = newAccount();
    await expect(sync([[asset('z', hoursAgo(100))], new Error('the wire broke')])).rejects.toThrow();
    const id = await sync([[asset('a', hoursAgo(1))]]);
    expect(await summary()).toMatchObject({ total: 1, silent: 0 });
    expect((await list()).content.map(({ assetId }) => assetId)).toEqual(['a']);
    expect(await database().forAccount(accountId, (tx) => findSync(tx, accountId, id))).toMatchObject({
      state: 'SUCCEEDED',
      fetched: 1,
    });
  });

  test('an asset that paging delivers twice counts once', async () => {
    const { accountId, sync, summary } = newAccount();
    const id = await sync([
      [asset('a', hoursAgo(100)), asset('a', hoursAgo(100))],
      [asset('a', hoursAgo(1))],
    ]);
    expect(await summary()).toMatchObject({ total: 1, reporting: 1 });
    expect(await database().forAccount(accountId, (tx) => findSync(tx, accountId, id))).toMatchObject({
      fetched: 1,
    });
  });

  test('two who ask for a sync at once get the same one', async () => {
    const { accountId } = newAccount();
    const ask = () => database().forAccount(accountId, (tx) => queueSync(tx, accountId, randomUUID()));
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  });

  test('search finds what has every word in name, brand, model or serial number, and no wildcard', async () => {
    const { sync, list } = newAccount();
    await sync([
      [asset('a', null, { name: 'Lift 100%' }), asset('b', null, { name: 'Lift 1000', serialNumber: null })],
    ]);
    const names = async (q: string) => (await list({ q })).content.map(({ name }) => name);
    expect(await names('LIFT')).toEqual(['Lift 100%', 'Lift 1000']);
    expect(await names('100%')).toEqual(['Lift 100%']);
    expect(await names('sn-a')).toEqual(['Lift 100%']);
    expect(await names('l_ft')).toEqual([]);
    expect(await names(' 1000  manitou LIFT ')).toEqual(['Lift 1000']);
    expect(await names('manitou jlg')).toEqual([]);
    expect(await names(' ')).toEqual(['Lift 100%', 'Lift 1000']);
  });

  test('pages cut one order, and empty values come last in both directions', async () => {
    const { sync, list } = newAccount();
    await sync([
      [asset('a', hoursAgo(3)), asset('b', null), asset('c', hoursAgo(2)), asset('d', hoursAgo(1))],
    ]);
    const sorted = async (descending: boolean, page: number) =>
      (await list({ sort: [{ field: 'lastSeenAt', descending }], size: 2, page })).content.map(
        (row) => row.assetId,
      );
    expect([await sorted(true, 0), await sorted(true, 1)]).toEqual([
      ['d', 'c'],
      ['a', 'b'],
    ]);
    expect(await sorted(false, 1)).toEqual(['d', 'b']);
    expect(await list({ page: 9, size: 2 })).toMatchObject({ content: [], totalElements: 4, totalPages: 2 });
  });

  test('every page tells the same total: full, not full, the exact last, behind the end', async () => {
    const { sync, list } = newAccount();
    await sync([['a', 'b', 'c', 'd', 'e'].map((id) => asset(id, null))]);
    const total = async (query: object) => (await list(query)).totalElements;
    expect(await total({ size: 2, page: 0 })).toBe(5);
    expect(await total({ size: 2, page: 2 })).toBe(5);
    expect(await total({ size: 5, page: 0 })).toBe(5);
    expect(await total({ size: 2, page: 3 })).toBe(5);
    expect(await total({ size: 2, page: 0, q: 'nothing has this' })).toBe(0);
  });

  test('an account sees none of another account’s fleet', async () => {
    const mine = newAccount();
    const theirs = newAccount();
    await mine.sync([[asset('a', hoursAgo(100))]]);
    await theirs.sync([[asset('b', hoursAgo(1))]]);
    expect(await theirs.summary()).toMatchObject({ total: 1, silent: 0 });
    expect(await theirs.find('a')).toBeUndefined();
    const stolen = database().forAccount(theirs.accountId, (tx) =>
      listAssets(tx, mine.accountId, { page: 0, size: 20 }),
    );
    expect((await stolen).content).toEqual([]);
  });
});
