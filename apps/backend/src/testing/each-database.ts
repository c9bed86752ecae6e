import { createDatabase, type Database } from '@fleet-watch/iris-app-backend';
import { startPostgres } from '@fleet-watch/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { fleetWatchMigrations } from '../store/migrations/index.ts';
import type { FleetWatchTables } from '../store/tables.ts';

type TestDatabase = Database<FleetWatchTables>;

const openEmbedded = async () => {
  const database = await createDatabase<FleetWatchTables>({ dataDir: 'memory://' });
  return { database, stop: () => database.close() };
};

const openServer = async () => {
  const server = await startPostgres();
  const database = await createDatabase<FleetWatchTables>({ url: await server.createDatabase() });
  const stop = async () => {
    await database.close();
    await server.stop();
  };
  return { database, stop };
};

const backEnds = [
  { name: 'embedded database', open: openEmbedded },
  { name: 'PostgreSQL server', open: openServer },
];

/**
 * Runs one suite on both back-ends, each with a migrated database of the suite's own. `suite` gets a function
 * because the database opens after the tests are collected.
 */
export const describeEachDatabase = (suite: (database: () => TestDatabase) => void): void => {
  describe.each(backEnds)('$name', ({ open }) => {
    let opened: Awaited<ReturnType<typeof open>> | undefined;
    beforeAll(async () => {
      opened = await open();
      await opened.database.migrate({ name: 'fleet_watch', migrations: fleetWatchMigrations });
    });
    afterAll(() => opened?.stop());
    suite(() => {
      if (opened === undefined) throw new Error('the database opens in beforeAll');
      return opened.database;
    });
  });
};
