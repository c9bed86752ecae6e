import { putBackSync, type SyncRun } from '../store/sync-runs.ts';
import type { PutBackDependencies } from './put-back-dependencies.ts';
import { syncLargeFleetJob } from './sync-fleet-job.ts';

/** Lets the sync of a run, whose fleet turned out to be large, begin anew in the line of large ones. */
export type MoveToLarge = (run: SyncRun) => Promise<void>;

/**
 * Makes the way out of the places for small fleets. The sync is marked and its job added in one transaction, so that a
 * crash leaves it in one line or in the other. What it had read is forgotten; see ADR 0013.
 */
export const createMoveToLarge =
  ({ database, jobs }: PutBackDependencies): MoveToLarge =>
  (run) =>
    database.forAccount(run.accountId, async (tx) => {
      if (await putBackSync(tx, run, { foundLarge: true }))
        await jobs.enqueue(tx, { job: syncLargeFleetJob, accountId: run.accountId, payload: {} });
    });
