import type { AccountJobHandler, Database, Logger } from '@fleet-watch/iris-app-backend';
import { forgetOldHistory } from '../store/retention.ts';
import type { FleetWatchTables } from '../store/tables.ts';

export type MaintenanceHandlerDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly logger: Logger;
  readonly now: () => Date;
};

/** Makes the handler of the maintenance job: history that is too old goes, a suspended account's too. */
export const createMaintenanceHandler =
  ({ database, logger, now }: MaintenanceHandlerDependencies): AccountJobHandler<object> =>
  async ({ accountId }) => {
    const forgotten = await database.forAccount(accountId, (tx) => forgetOldHistory(tx, accountId, now()));
    logger.info({ accountId, ...forgotten }, 'old history forgotten');
  };
