import type { Settings } from '@fleet-watch/contracts';
import { evaluateAsset, isSameThresholds, thresholdHoursFor, type Thresholds } from '@fleet-watch/fleet';
import type { Database, Logger } from '@fleet-watch/iris-app-backend';
import type { FleetReading, TrackunitAsset } from '@fleet-watch/trackunit-client';
import { lockFleet } from '../store/lock-fleet.ts';
import { publishSync } from '../store/publish-sync.ts';
import { reevaluateStaged } from '../store/reevaluate.ts';
import { readSettings } from '../store/settings.ts';
import { stageAssets, toStagedRow, type StagedRow } from '../store/staging.ts';
import { beginSync, type SyncRun } from '../store/sync-runs.ts';
import type { AccountTx, FleetWatchTables } from '../store/tables.ts';
import type { NewTransition } from '../store/transitions.ts';
import { gatherPages } from './gather-pages.ts';
import type { OpenFleet } from './open-fleet.ts';
import { readAhead } from './read-ahead.ts';
import { runUntilStalled, type Progress } from './run-until-stalled.ts';

/** What a sync needs. */
export type SyncFleetDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly openFleet: OpenFleet;
  readonly logger: Logger;
  readonly now: () => Date;
  /** The longest that a reading goes on without a new page, in milliseconds, an hour by default. */
  readonly longestPauseMs?: number;
  /** Does what follows from a published reading, in its transaction. */
  readonly onPublished?: (tx: AccountTx, published: PublishedSync) => Promise<void>;
};

/** A reading that has just become visible, and what changed by it. */
export type PublishedSync = {
  readonly accountId: string;
  readonly syncId: string;
  readonly transitions: readonly NewTransition[];
};

/** Which run of which job this is; `large` says whose turn it is, see `beginSync`. */
export type SyncFleetRun = SyncRun & { readonly large?: boolean; readonly signal?: AbortSignal };

/** Few statements, and progress twice a second; at about 300 bytes an asset no more than 1.2 MB wait. */
const parts = { least: 2000, most: 4000, waitMs: 500 } as const;

/** A page waits for Trackunit's limits for eleven minutes at most, and is tried four times: longer than that is a hang. */
const defaultLongestPauseMs = 3_600_000;

const toRow = (asset: TrackunitAsset, thresholds: Thresholds, asOf: Date): StagedRow => {
  const { lastSeenAt, assetType } = asset;
  const { state, silentSince } = evaluateAsset(
    { lastSeenAt, thresholdHours: thresholdHoursFor(thresholds, assetType) },
    asOf,
  );
  return toStagedRow({
    asset_id: asset.assetId,
    name: asset.name,
    brand: asset.brand,
    model: asset.model,
    serial_number: asset.serialNumber,
    asset_type: assetType,
    last_seen_at: lastSeenAt,
    state,
    silent_since: silentSince,
  });
};

/** Page by page, while the next one is under way. */
async function* toRows(
  pages: AsyncIterable<readonly TrackunitAsset[]>,
  toRow: (asset: TrackunitAsset) => StagedRow,
) {
  for await (const page of pages) yield page.map(toRow);
}

/** What is put down of where a reading came from. */
const toSource = (reading: FleetReading): string =>
  reading.source === 'REST' ? `REST (GraphQL: ${reading.reason})` : reading.source;

/**
 * Makes the one thing that Fleet Watch does in the background: reads an account's fleet into a staging table, part
 * by part, and makes the complete reading visible in one transaction. A try that fails leaves what users see as it
 * was; the next try starts over, for how long Trackunit takes a cursor is not documented. A try may take as long as
 * pages come in. An account without a sync under way is left alone.
 *
 * @returns a function that answers whether there was a sync to do, and rejects with whatever stopped it:
 * `TrackunitError`, `SyncTakenOverError`, `StalledError` among others
 */
export const createSyncFleet = (dependencies: SyncFleetDependencies) => {
  const { database, openFleet, logger, now, onPublished = async () => {} } = dependencies;
  const { longestPauseMs = defaultLongestPauseMs } = dependencies;

  const begin = ({ accountId, run, large = false }: SyncFleetRun) =>
    database.forAccount(accountId, async (tx) => ({
      sync: await beginSync(tx, { accountId, run }, { large }),
      settings: await readSettings(tx, accountId),
    }));

  const publish = ({ accountId, run }: SyncRun, syncId: string, evaluatedWith: Settings, asOf: Date) =>
    database.forAccount(accountId, async (tx) => {
      await lockFleet(tx, accountId);
      const thresholds = await readSettings(tx, accountId);
      // Someone moved a threshold while the pages came in: what was silent under the old one alone is told to nobody.
      if (!isSameThresholds(thresholds, evaluatedWith)) {
        await reevaluateStaged(tx, { accountId, syncId, thresholds, asOf });
      }
      const transitions = await publishSync(tx, { accountId, run, syncId, asOf });
      await onPublished(tx, { accountId, syncId, transitions });
      return transitions.length;
    });

  const syncFleet = async (run: SyncFleetRun, { signal, tell }: Progress): Promise<boolean> => {
    const { accountId } = run;
    const { sync, settings } = await begin(run);
    if (sync === undefined) return false;
    const syncId = sync.id;
    const asOf = now();
    const reading = await openFleet(accountId, signal);
    const source = toSource(reading);
    const pages = toRows(readAhead(reading.pages), (asset) => toRow(asset, settings, asOf));
    for await (const rows of gatherPages(pages, parts)) {
      signal.throwIfAborted();
      await database.forAccount(accountId, (tx) => stageAssets(tx, run, { syncId, source, rows }));
      tell();
    }
    signal.throwIfAborted();
    const transitions = await publish(run, syncId, settings, asOf);
    logger.info({ accountId, syncId, source, transitions }, 'fleet synced');
    return true;
  };

  return (run: SyncFleetRun): Promise<boolean> =>
    runUntilStalled((progress) => syncFleet(run, progress), { longestPauseMs, signal: run.signal });
};
