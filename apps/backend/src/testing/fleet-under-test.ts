import { randomUUID } from 'node:crypto';
import type { AssetsQuery } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import type { TrackunitAsset } from '@fleet-watch/trackunit-client';
import { createSyncFleet } from '../jobs/sync-fleet.ts';
import { findAsset, listAssets } from '../store/assets.ts';
import { summarizeFleet } from '../store/summary.ts';
import { queueSync } from '../store/syncs.ts';
import type { FleetWatchTables } from '../store/tables.ts';

export const hourMs = 3_600_000;
/** A logger for what nobody reads. */
export const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** When the syncs of these tests begin, unless they say another time. */
export const start = new Date('2026-03-10T12:00:00.000Z');

export const hoursAgo = (hours: number, from = start): Date => new Date(from.getTime() - hours * hourMs);

/** A machine as Trackunit tells of it. */
export const asset = (
  assetId: string,
  lastSeenAt: Date | null,
  more: Partial<TrackunitAsset> = {},
): TrackunitAsset => ({
  assetId,
  name: `Machine ${assetId}`,
  brand: 'Manitou',
  model: 'MT 625',
  serialNumber: `SN-${assetId}`,
  assetType: 'MACHINE',
  lastSeenAt,
  ...more,
});

/** One page of a reading, or what the reading fails with there. A function makes its page when it is read. */
export type Page = readonly TrackunitAsset[] | Error | (() => Promise<readonly TrackunitAsset[]>);

/** An account of a test's own, whose fleet is what the test says Trackunit answers. */
export const createFleetUnderTest = (database: Database<FleetWatchTables>) => {
  const accountId = randomUUID();
  let now = start;
  let pages: readonly Page[] = [];
  const syncFleet = createSyncFleet({
    database,
    logger: silent,
    now: () => now,
    openFleet: async () => ({
      source: 'GRAPHQL',
      pages: (async function* () {
        for (const page of pages) {
          if (page instanceof Error) throw page;
          yield typeof page === 'function' ? await page() : page;
        }
      })(),
    }),
  });
  /** Asks for a sync and runs it; answers its id. */
  const sync = async (fleet: readonly Page[], at = now): Promise<string> => {
    pages = fleet;
    now = at;
    const id = randomUUID();
    const queued = await database.forAccount(accountId, (tx) => queueSync(tx, accountId, id));
    await syncFleet({ accountId, run: randomUUID() });
    return queued.id;
  };
  const summary = () => database.forAccount(accountId, (tx) => summarizeFleet(tx, accountId, now));
  const list = (query: Partial<AssetsQuery> = {}) =>
    database.forAccount(accountId, (tx) => listAssets(tx, accountId, { page: 0, size: 20, ...query }));
  const find = (assetId: string) => database.forAccount(accountId, (tx) => findAsset(tx, accountId, assetId));
  return { accountId, sync, summary, list, find };
};
