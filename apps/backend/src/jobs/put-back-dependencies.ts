import type { Database, JobQueue } from '@fleet-watch/iris-app-backend';
import type { FleetWatchTables } from '../store/tables.ts';

/** What putting a sync back needs: its row and its next job change in one transaction. */
export type PutBackDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly jobs: Pick<JobQueue<FleetWatchTables>, 'enqueue'>;
};
