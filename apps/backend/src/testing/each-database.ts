import { openAsBlob } from 'node:fs';
import { createDatabase, type Database } from '@fleet-watch/iris-app-backend';
import { createTestDatabase } from '@fleet-watch/testing';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { fleetWatchMigrations } from '../store/migrations/index.ts';
import type { FleetWatchTables } from '../store/tables.ts';

type TestDatabase = Database<FleetWatchTables>;

const openEmbedded = async (): Promise<TestDatabase> => {
  const template = await openAsBlob(inject('embeddedTemplate'));
  return createDatabase({ dataDir: 'memory://', template });
};

const openServer = async (): Promise<TestDatabase> =>
  createDatabase({ url: await createTestDatabase(inject('postgresUrl')) });

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
    let database: TestDatabase | undefined;
    beforeAll(async () => {
      database = await open();
      await database.migrate({ name: 'fleet_watch', migrations: fleetWatchMigrations });
    });
    afterAll(() => database?.close());
    suite(() => {
      if (database === undefined) throw new Error('the database opens in beforeAll');
      return database;
    });
  });
};
