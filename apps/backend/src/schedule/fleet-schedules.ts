import type { JobQueue, Vault } from '@fleet-watch/iris-app-backend';
import { maintenanceJob } from '../jobs/maintenance-job.ts';
import type { RequestSync } from '../jobs/request-sync.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import type { Schedule } from './run-schedule.ts';

export type FleetSchedulesDependencies = {
  readonly vault: Pick<Vault<FleetWatchTables>, 'listInstallations'>;
  readonly jobs: Pick<JobQueue<FleetWatchTables>, 'enqueue'>;
  readonly requestSync: RequestSync;
  readonly syncCron: string;
};

/** Once a day, spread over the day like everything that is done for every account. */
const maintenanceCron = '0 0 * * *';

/** What Fleet Watch does by the clock: reads every active account's fleet, and forgets old history of every account. */
export const createFleetSchedules = ({
  vault,
  jobs,
  requestSync,
  syncCron,
}: FleetSchedulesDependencies): readonly Schedule[] => [
  {
    name: 'sync',
    cron: syncCron,
    listAccounts: () => vault.listInstallations('ACTIVE'),
    begin: requestSync,
  },
  {
    name: 'maintenance',
    cron: maintenanceCron,
    listAccounts: () => vault.listInstallations(),
    begin: (tx, accountId) => jobs.enqueue(tx, { job: maintenanceJob, accountId, payload: {} }),
  },
];
