import type { Failure } from '../failures/failure.ts';
import { putBackSync, type SyncRun } from '../store/sync-runs.ts';
import { findSyncUnderWay, type SyncLine } from '../store/syncs.ts';
import type { PutBackDependencies } from './put-back-dependencies.ts';
import { syncJobs } from './sync-fleet-job.ts';

/** Lets an account's sync go on later. Answers false when it has waited long enough already. */
export type PostponeSync = (what: {
  /** Which run gives up its place. */
  readonly run: SyncRun;
  /** What Trackunit said. */
  readonly failure: Failure;
  /** Whose line it is in. */
  readonly line: SyncLine;
  readonly waitMs: number;
}) => Promise<boolean>;

/** A sync that was asked for so long ago fails rather than wait again, so that its account learns why. */
const longestMs = 7_200_000;

/**
 * Makes the way to put a sync off: a job that begins later, while the place of this one is another account's. Until then
 * nobody makes the sync run earlier, a person who asks for it neither: the account keeps one waiting job.
 */
export const createPostponeSync =
  ({ database, jobs }: PutBackDependencies): PostponeSync =>
  ({ run, failure, line, waitMs }) => {
    const { accountId } = run;
    return database.forAccount(accountId, async (tx) => {
      const sync = await findSyncUnderWay(tx, accountId);
      if (sync === undefined || sync.ageMs + waitMs > longestMs) return false;
      const startAfterSeconds = Math.ceil(waitMs / 1000);
      await jobs.enqueue(tx, { job: syncJobs[line], accountId, payload: {}, startAfterSeconds });
      await putBackSync(tx, run, { failure });
      return true;
    });
  };
