import type { EnqueueOptions, JobQueue } from '@fleet-watch/iris-app-backend';
import type { FleetWatchTables } from '../store/tables.ts';

export type RecordedJob = { readonly name: string; readonly accountId: string } & EnqueueOptions;

/** A queue that only remembers what was put into it. */
export const createRecordedJobs = () => {
  const recorded: RecordedJob[] = [];
  const jobs: Pick<JobQueue<FleetWatchTables>, 'enqueue'> = {
    enqueue: async (_tx, { name }, accountId, _payload, options = {}) => {
      recorded.push({ name, accountId, ...options });
      return `${recorded.length}`;
    },
  };
  return { jobs, recorded };
};
