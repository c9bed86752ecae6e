import type { JobQueue } from '@fleet-watch/iris-app-backend';
import { queueSyncs } from '../store/queue-syncs.ts';
import type { FleetWatchTables, SystemTx } from '../store/tables.ts';
import { syncJobs } from './sync-fleet-job.ts';

/** Asks for a sync of each of these accounts in the caller's transaction. */
export type RequestSyncs = (tx: SystemTx, accountIds: readonly string[]) => Promise<void>;

/** The same as `createRequestSync` for many accounts: so many statements, however many accounts there are. */
export const createRequestSyncs =
  (jobs: Pick<JobQueue<FleetWatchTables>, 'enqueueForEach'>): RequestSyncs =>
  async (tx, accountIds) => {
    const syncs = await queueSyncs(tx, accountIds);
    for (const [line, job] of Object.entries(syncJobs)) {
      const ids = syncs.filter((sync) => sync.line === line).map(({ accountId }) => accountId);
      await jobs.enqueueForEach(tx, { job, accountIds: ids, payload: {} });
    }
  };
