import type { Settings, ThresholdsInput } from '@fleet-watch/contracts';
import { evaluateAsset, isSameThresholds, thresholdHoursFor } from '@fleet-watch/fleet';
import type { Database, Logger } from '@fleet-watch/iris-app-backend';
import type { FleetReading, TrackunitAsset } from '@fleet-watch/trackunit-client';
import { lockFleet } from '../store/lock-fleet.ts';
import { publishSync } from '../store/publish-sync.ts';
import { reevaluateStaged } from '../store/reevaluate.ts';
import { readSettings } from '../store/settings.ts';
import { stageAssets, toStagedRow, type StagedPart, type StagedRow } from '../store/staging.ts';
import { beginSync, type SyncRun } from '../store/sync-runs.ts';
import { largeFleet, type SyncLine } from '../store/syncs.ts';
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
  /** What a reading of a small fleet may have read before it has to ask whether it may go on, 10,000 by default. */
  readonly smallAssets?: number;
  /** Does what follows from a published reading, in its transaction. */
  readonly onPublished?: (tx: AccountTx, published: PublishedSync) => Promise<void>;
};

/** A reading that has just become visible, and what changed by it. */
export type PublishedSync = {
  readonly accountId: string;
  readonly syncId: string;
  readonly transitions: readonly NewTransition[];
};

/** Which run of which job this is; `line` says whose turn it is, see `beginSync`. */
export type SyncFleetRun = SyncRun & {
  readonly line?: SyncLine;
  readonly signal?: AbortSignal;
  /** Asked once, when a fleet of another line turns out to be a large one: whether it may go on; by default it may. */
  readonly mayGoOn?: () => boolean;
};

/** How a run ended: with a published reading, before it because the fleet is too large for its place, or with nothing to do. */
export type SyncFleetOutcome = 'PUBLISHED' | 'TOO_LARGE' | 'NOTHING';

/** A reading as it is put down. */
type Staging = Omit<StagedPart, 'rows'> & { readonly gathered: AsyncIterable<StagedPart['rows']> };

/** A complete reading that nobody sees yet. */
type StagedReading = {
  readonly syncId: string;
  /** What its states follow from. */
  readonly evaluatedWith: Settings;
  readonly asOf: Date;
};

/** Few statements, and progress twice a second; at about 300 bytes an asset no more than 1.2 MB wait. */
const parts = { least: 2000, most: 4000, waitMs: 500 } as const;

/** A page waits for Trackunit's limits for eleven minutes at most, and is tried four times: longer than that is a hang. */
const defaultLongestPauseMs = 3_600_000;

const toRow = (asset: TrackunitAsset, thresholds: ThresholdsInput, asOf: Date): StagedRow => {
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
 * @returns a function that answers how the run ended, and rejects with whatever stopped it:
 * `TrackunitError`, `SyncTakenOverError`, `StalledError` among others
 */
export const createSyncFleet = (dependencies: SyncFleetDependencies) => {
  const { database, openFleet, logger, now, onPublished = async () => {} } = dependencies;
  const { longestPauseMs = defaultLongestPauseMs, smallAssets = largeFleet } = dependencies;

  const begin = ({ accountId, run, line }: SyncFleetRun) =>
    database.forAccount(accountId, async (tx) => ({
      sync: await beginSync(tx, { accountId, run }, { line }),
      settings: await readSettings(tx, accountId),
    }));

  const publish = ({ accountId, run }: SyncRun, { syncId, evaluatedWith, asOf }: StagedReading) =>
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

  /** Answers whether the whole fleet is staged; else it is too large for where it is read. */
  const stage = async (run: SyncFleetRun, { syncId, source, gathered }: Staging, progress: Progress) => {
    const { line, mayGoOn = () => true } = run;
    let staged = 0;
    let mayBeLarge = line === 'large';
    for await (const rows of gathered) {
      progress.signal.throwIfAborted();
      // Asked when more has come: a fleet that ends here is done soonest where it is.
      if (staged >= smallAssets && !mayBeLarge) {
        mayBeLarge = mayGoOn();
        if (!mayBeLarge) return false;
      }
      await database.forAccount(run.accountId, (tx) => stageAssets(tx, run, { syncId, source, rows }));
      staged += rows.length;
      progress.tell();
    }
    progress.signal.throwIfAborted();
    return true;
  };

  const syncFleet = async (run: SyncFleetRun, progress: Progress): Promise<SyncFleetOutcome> => {
    const { accountId } = run;
    const { sync, settings } = await begin(run);
    if (sync === undefined) return 'NOTHING';
    const syncId = sync.id;
    const asOf = now();
    const leaving = new AbortController();
    const reading = await openFleet(accountId, AbortSignal.any([progress.signal, leaving.signal]));
    const source = toSource(reading);
    const pages = toRows(readAhead(reading.pages), (asset) => toRow(asset, settings, asOf));
    if (!(await stage(run, { syncId, source, gathered: gatherPages(pages, parts) }, progress))) {
      // The page that is under way would meet the next run's first.
      leaving.abort();
      return 'TOO_LARGE';
    }
    const transitions = await publish(run, { syncId, evaluatedWith: settings, asOf });
    logger.info({ accountId, syncId, source, transitions }, 'fleet synced');
    return 'PUBLISHED';
  };

  return (run: SyncFleetRun): Promise<SyncFleetOutcome> =>
    runUntilStalled((progress) => syncFleet(run, progress), { longestPauseMs, signal: run.signal });
};
