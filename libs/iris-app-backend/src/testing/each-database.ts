import { startPostgres, type TestPostgres } from '@fleet-watch/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { createDatabase, type Database } from '../database/create-database.ts';

/** A back-end under test: a database with the library's tables. */
export type DatabaseUnderTest = { readonly database: Database<unknown>; readonly stop: () => Promise<void> };

const openEmbedded = async (): Promise<DatabaseUnderTest> => {
  const database = await createDatabase<unknown>({ dataDir: 'memory://' });
  return { database, stop: () => database.close() };
};

const openServer = async (): Promise<DatabaseUnderTest> => {
  const server: TestPostgres = await startPostgres();
  const database = await createDatabase<unknown>({ url: await server.createDatabase() });
  return {
    database,
    stop: async () => {
      await database.close();
      await server.stop();
    },
  };
};

const backEnds = [
  { name: 'embedded database', open: openEmbedded },
  { name: 'PostgreSQL server', open: openServer },
] as const;

/** Runs one suite on both back-ends. `suite` gets a function because the database opens after tests are collected. */
export const describeEachDatabase = (suite: (database: <Tables>() => Database<Tables>) => void): void => {
  describe.each(backEnds)('$name', ({ open }) => {
    let opened: DatabaseUnderTest | undefined;
    beforeAll(async () => {
      opened = await open();
      await opened.database.migrate();
    });
    afterAll(() => opened?.stop());
    suite(<Tables>() => {
      if (opened === undefined) throw new Error('the database opens in beforeAll');
      return opened.database as Database<Tables>;
    });
  });
};
