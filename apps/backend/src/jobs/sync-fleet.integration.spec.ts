import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '@fleet-watch/iris-app-backend';
import { expect, test, vi } from 'vitest';
import { findSync, queueSync } from '../store/syncs.ts';
import type { FleetWatchTables } from '../store/tables.ts';
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
    // How often the sync itself has written: what it wrote last may be seen before it knows that it is written.
    let written = 0;
    const forAccount: Database<FleetWatchTables>['forAccount'] = async (id, work) => {
      const result = await database().forAccount(id, work);
      written += 1;
      return result;
    };
    // Each is enough for a part of its own.
    const toPage = (page: number) =>
      Array.from({ length: 2000 }, (_, index) => asset(`${page} ${index}`, null));
    const syncFleet = createSyncFleet({
      ...{ database: { ...database(), forAccount }, logger: silent, now: () => start },
      openFleet: async () => ({
        source: 'GRAPHQL',
        pages: (async function* () {
          for (const page of [1, 2, 3, 4]) {
            vi.advanceTimersByTime(0.9 * hourMs);
            yield toPage(page);
            // Its beginning and each page.
            while (written <= page) await nextTurn();
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
});
