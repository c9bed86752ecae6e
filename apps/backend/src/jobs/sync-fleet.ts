import type { Settings } from '@fleet-watch/contracts';
import { evaluateAsset, thresholdHoursFor, type Thresholds } from '@fleet-watch/fleet';
import type { Database, Logger } from '@fleet-watch/iris-app-backend';
import type { TrackunitAsset } from '@fleet-watch/trackunit-client';
import { lockFleet } from '../store/lock-fleet.ts';
import { publishSync } from '../store/publish-sync.ts';
import { reevaluateFleet } from '../store/reevaluate.ts';
import { readSettings } from '../store/settings.ts';
import { stageAssets, type StagedAsset } from '../store/staging.ts';
import { beginSync } from '../store/syncs.ts';
import type { FleetWatchTables } from '../store/tables.ts';

/** Reads an account's whole fleet from Trackunit, page by page. */
export type ReadFleet = (accountId: string, signal?: AbortSignal) => AsyncIterable<readonly TrackunitAsset[]>;

/** What a sync needs. */
export type SyncFleetDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly readFleet: ReadFleet;
  readonly logger: Logger;
  readonly now: () => Date;
};

const toStaged = (asset: TrackunitAsset, thresholds: Thresholds, asOf: Date): StagedAsset => {
  const { lastSeenAt, assetType } = asset;
  const { state, silentSince } = evaluateAsset(
    { lastSeenAt, thresholdHours: thresholdHoursFor(thresholds, assetType) },
    asOf,
  );
  return {
    asset_id: asset.assetId,
    name: asset.name,
    brand: asset.brand,
    model: asset.model,
    serial_number: asset.serialNumber,
    asset_type: assetType,
    last_seen_at: lastSeenAt,
    state,
    silent_since: silentSince,
  };
};

const sameThresholds = (a: Settings, b: Settings): boolean =>
  a.silentAfterHours === b.silentAfterHours &&
  JSON.stringify(Object.entries(a.silentAfterHoursByAssetType).sort()) ===
    JSON.stringify(Object.entries(b.silentAfterHoursByAssetType).sort());

/**
 * Makes the one thing that Fleet Watch does in the background: reads an account's fleet into a staging table, page
 * by page, and makes the complete reading visible in one transaction. A try that fails leaves what users see as it
 * was; the next try starts over. An account without a sync under way is left alone.
 *
 * @returns a function that rejects with whatever stopped it, `TrackunitError` among others
 */
export const createSyncFleet = ({ database, readFleet, logger, now }: SyncFleetDependencies) => {
  const begin = (accountId: string) =>
    database.forAccount(accountId, async (tx) => ({
      sync: await beginSync(tx, accountId, now()),
      settings: await readSettings(tx, accountId),
    }));

  const publish = (
    { accountId, syncId }: { accountId: string; syncId: string },
    evaluatedWith: Settings,
    asOf: Date,
  ) =>
    database.forAccount(accountId, async (tx) => {
      await lockFleet(tx, accountId);
      const transitions = await publishSync(tx, { accountId, syncId, asOf, now: now() });
      const settings = await readSettings(tx, accountId);
      // Someone moved a threshold while the pages came in.
      if (!sameThresholds(settings, evaluatedWith))
        await reevaluateFleet(tx, { accountId, thresholds: settings, now: now() });
      return transitions.length;
    });

  return async (accountId: string, signal?: AbortSignal): Promise<void> => {
    const { sync, settings } = await begin(accountId);
    if (sync === undefined) return;
    const syncId = sync.id;
    const asOf = now();
    for await (const page of readFleet(accountId, signal)) {
      const assets = page.map((asset) => toStaged(asset, settings, asOf));
      await database.forAccount(accountId, (tx) => stageAssets(tx, { accountId, syncId, assets }));
    }
    signal?.throwIfAborted();
    const transitions = await publish({ accountId, syncId }, settings, asOf);
    logger.info({ accountId, syncId, transitions }, 'fleet synced');
  };
};
