import { randomUUID } from 'node:crypto';
import type { JobQueue } from '@fleet-watch/iris-app-backend';
import { queueSyncInLine, type StoredSync } from '../store/syncs.ts';
import type { AnyTx, FleetWatchTables } from '../store/tables.ts';
import { syncJobs } from './sync-fleet-job.ts';

/** Asks for a sync of an account in the caller's transaction, or finds the one under way. */
export type RequestSync = (tx: AnyTx, accountId: string) => Promise<StoredSync>;

/**
 * Makes the one way to start a sync. The job is enqueued even when a sync is under way: the queue keeps one waiting
 * job an account at most, a job without a sync to do ends at once, and a sync that lost its job gets a new one.
 */
export const createRequestSync =
  (jobs: Pick<JobQueue<FleetWatchTables>, 'enqueue'>): RequestSync =>
  async (tx, accountId) => {
    const { sync, line } = await queueSyncInLine(tx, accountId, randomUUID());
    await jobs.enqueue(tx, { job: syncJobs[line], accountId, payload: {} });
    return sync;
  };
