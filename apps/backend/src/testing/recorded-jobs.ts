import type { JobQueue } from '@fleet-watch/iris-app-backend';
import type { FleetWatchTables } from '../store/tables.ts';

export type RecordedJob = {
  readonly name: string;
  readonly accountId: string;
  readonly startAfterSeconds?: number | undefined;
  readonly priority?: number | undefined;
};

/** A queue that only remembers what was put into it. */
export const createRecordedJobs = () => {
  const recorded: RecordedJob[] = [];
  const jobs: Pick<JobQueue<FleetWatchTables>, 'enqueue'> = {
    enqueue: async (_tx, { job: { name }, payload: _payload, ...rest }) => {
      recorded.push({ name, ...rest });
      return `${recorded.length}`;
    },
  };
  return { jobs, recorded };
};
