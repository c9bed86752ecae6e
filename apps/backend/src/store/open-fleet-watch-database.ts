import { createDatabase, type Database, type Logger } from '@fleet-watch/iris-app-backend';
import type { Config } from '../config.ts';
import { fleetWatchMigrations } from './migrations/index.ts';
import type { FleetWatchTables } from './tables.ts';

/** Where Fleet Watch's database is, and who is told of its faults. */
export type OpenDatabaseOptions = Pick<Config, 'databaseUrl' | 'dataDir'> & { readonly logger?: Logger };

/**
 * Opens Fleet Watch's database, for the backend and for the command line, and brings it up to date: the server of
 * `databaseUrl`, else the embedded one below `dataDir`.
 *
 * @param addCloser is given what closes it, before anything else can fail
 */
export const openFleetWatchDatabase = async (
  { databaseUrl, dataDir, logger }: OpenDatabaseOptions,
  addCloser: (close: () => Promise<void>) => void,
): Promise<Database<FleetWatchTables>> => {
  const where = databaseUrl === undefined ? { dataDir: `${dataDir}/database` } : { url: databaseUrl };
  const database = await createDatabase<FleetWatchTables>({ ...where, logger });
  addCloser(() => database.close());
  await database.migrate({ name: 'fleet_watch', migrations: fleetWatchMigrations });
  return database;
};
