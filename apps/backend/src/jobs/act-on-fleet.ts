import type { JobQueue } from '@fleet-watch/iris-app-backend';
import { findDueActions } from '../store/due-actions.ts';
import type { AccountTx, FleetWatchTables } from '../store/tables.ts';
import { notifyJob } from './notify-job.ts';
import { writeBackJob } from './write-back-job.ts';

/** Enqueues what follows from a fleet that changed, in the transaction that changed it. */
export type ActOnFleet = (tx: AccountTx, accountId: string) => Promise<void>;

/** Makes what a published sync and changed settings end with. */
export const createActOnFleet =
  (jobs: Pick<JobQueue<FleetWatchTables>, 'enqueue'>): ActOnFleet =>
  async (tx, accountId) => {
    const due = await findDueActions(tx, accountId);
    if (due.notify) await jobs.enqueue(tx, { job: notifyJob, accountId, payload: {} });
    if (due.writeBack) await jobs.enqueue(tx, { job: writeBackJob, accountId, payload: {} });
  };
