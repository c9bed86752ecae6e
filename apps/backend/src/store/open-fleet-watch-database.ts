import { createDatabase, DatabaseError, type Database, type Logger } from '@fleet-watch/iris-app-backend';
import type { Config } from '../config.ts';
import { findDatabaseName } from '../database-url.ts';
import { toStartError } from '../start-error.ts';
import { fleetWatchMigrations } from './migrations/index.ts';
import type { FleetWatchTables } from './tables.ts';

/** Where Fleet Watch's database is, and who is told of its faults. */
export type OpenDatabaseOptions = Pick<Config, 'databaseUrl' | 'dataDir'> & { readonly logger?: Logger };

/** A database is named by its host and name, never with its user's password. */
const toName = ({ databaseUrl, dataDir }: OpenDatabaseOptions): string => {
  if (databaseUrl === undefined) return `DATA_DIR: the embedded database in ${dataDir}`;
  const name = findDatabaseName(databaseUrl);
  return `DATABASE_URL: the database${name === undefined ? '' : ` ${name}`}`;
};

/**
 * Opens Fleet Watch's database, for the backend and for the command line, and brings it up to date: the server of
 * `databaseUrl`, else the embedded one below `dataDir`.
 *
 * @param addCloser is given what closes it, before anything else can fail
 * @throws StartError when it can't be reached or written, DatabaseError for what the database seam finds
 */
export const openFleetWatchDatabase = async (
  options: OpenDatabaseOptions,
  addCloser: (close: () => Promise<void>) => void,
): Promise<Database<FleetWatchTables>> => {
  const { databaseUrl, dataDir, logger } = options;
  const where = databaseUrl === undefined ? { dataDir: `${dataDir}/database` } : { url: databaseUrl };
  try {
    const database = await createDatabase<FleetWatchTables>({ ...where, logger });
    addCloser(() => database.close());
    await database.migrate({ name: 'fleet_watch', migrations: fleetWatchMigrations });
    return database;
  } catch (cause) {
    throw cause instanceof DatabaseError ? cause : toStartError(`${toName(options)} can't be used`, cause);
  }
};
