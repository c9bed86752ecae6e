import type { AccountJobHandler, Database, Logger } from '@fleet-watch/iris-app-backend';
import { isTrackunitError } from '@fleet-watch/trackunit-client';
import { failSync, SyncTakenOverError } from '../store/sync-runs.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import type { SyncOutcome } from '../metrics.ts';
import type { SyncLine } from '../store/syncs.ts';
import { findLongWaitMs } from './long-wait.ts';
import type { MoveToLarge } from './move-to-large.ts';
import { AccountNotActiveError } from './open-fleet.ts';
import type { PostponeSync } from './postpone-sync.ts';
import { createSparePlaces } from './spare-places.ts';
import { largeAmongNew, syncFleetJob } from './sync-fleet-job.ts';
import type { createSyncFleet } from './sync-fleet.ts';
import { toSyncFailure } from './to-sync-failure.ts';

export type SyncFleetHandlerDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly syncFleet: ReturnType<typeof createSyncFleet>;
  readonly postponeSync: PostponeSync;
  readonly moveToLarge: MoveToLarge;
  readonly logger: Logger;
  /** Whose jobs this handles. */
  readonly line: SyncLine;
  /** Told of every run that did something. */
  readonly onEnded?: (outcome: SyncOutcome, seconds: number) => void;
};

type Job = Parameters<AccountJobHandler<object>>[0];

const lastAttempt = (syncFleetJob.retryLimit ?? 0) + 1;

const mayPass = (cause: unknown): boolean => {
  if (cause instanceof AccountNotActiveError) return false;
  return isTrackunitError(cause) ? cause.retryable : true;
};

/**
 * Makes the handler of a sync job: reads the fleet, and sees to what fails. A failure that may pass makes the job be
 * tried again; the last try ends the sync with a reason for people and leaves a dead job for the operator. A
 * failure that will not pass, such as a refused credential, ends the sync and is for the account to mend. An account
 * that is told to wait comes back when that is over, and keeps nobody from the place until then. A fleet that turns out to
 * be large goes to the line of those, unless one of the places that new ones may keep is free.
 */
export const createSyncFleetHandler = (
  dependencies: SyncFleetHandlerDependencies,
): AccountJobHandler<object> => {
  const { database, syncFleet, postponeSync, moveToLarge, logger, line, onEnded = () => {} } = dependencies;
  const withSparePlace = createSparePlaces(line === 'new' ? largeAmongNew : 0);

  /** Answers how the run ended; nothing where there was nothing to do. */
  const sync = async ({ jobId, accountId, signal }: Job, run: string): Promise<SyncOutcome | undefined> => {
    const outcome = await withSparePlace((mayGoOn) => syncFleet({ accountId, run, line, signal, mayGoOn }));
    if (outcome === 'NOTHING') return undefined;
    if (outcome === 'PUBLISHED') return 'SUCCEEDED';
    await moveToLarge({ accountId, run });
    logger.info({ jobId, accountId }, 'a fleet turned out to be large; its sync begins anew among those');
    return 'RETRIED';
  };

  return async (job) => {
    const { jobId, accountId, attempt, signal } = job;
    const run = `${jobId}:${attempt}`;
    const startedMs = performance.now();
    const end = (outcome: SyncOutcome) => onEnded(outcome, (performance.now() - startedMs) / 1000);
    try {
      const outcome = await sync(job, run);
      if (outcome !== undefined) end(outcome);
    } catch (cause) {
      if (cause instanceof SyncTakenOverError) {
        logger.warn({ jobId, accountId }, cause.message);
        return;
      }
      const failure = toSyncFailure(cause);
      const waitMs = signal.aborted ? undefined : findLongWaitMs(cause);
      if (waitMs !== undefined && (await postponeSync({ run: { accountId, run }, failure, line, waitMs }))) {
        logger.info(
          { jobId, accountId, waitMs },
          'a sync waits until Trackunit takes calls of the account again',
        );
        end('RETRIED');
        return;
      }
      if (signal.aborted || (mayPass(cause) && attempt < lastAttempt)) {
        end('RETRIED');
        throw cause;
      }
      end('FAILED');
      const failed = { failure, run };
      await database.forAccount(accountId, (tx) => failSync(tx, accountId, failed));
      logger.warn({ jobId, accountId, err: cause }, 'sync failed');
      if (mayPass(cause)) throw cause;
    }
    await database.tidy();
  };
};
