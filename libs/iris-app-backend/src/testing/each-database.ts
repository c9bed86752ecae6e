import { openAsBlob } from 'node:fs';
import { createTestDatabase } from '@fleet-watch/testing';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { createDatabase, type Database } from '../database/create-database.ts';

/** An embedded database of one's own, still without tables. */
export const openEmbedded = async (): Promise<Database<unknown>> => {
  const template = await openAsBlob(inject('embeddedTemplate'));
  return createDatabase({ dataDir: 'memory://', template });
};

/** A database of one's own on the server of this run, still without tables. */
export const openServer = async (): Promise<Database<unknown>> =>
  createDatabase({ url: await createTestDatabase(inject('postgresUrl')) });

const backEnds = [
  { name: 'embedded database', open: openEmbedded },
  { name: 'PostgreSQL server', open: openServer },
] as const;

/** Runs one suite on both back-ends. `suite` gets a function because the database opens after tests are collected. */
export const describeEachDatabase = (suite: (database: <Tables>() => Database<Tables>) => void): void => {
  describe.each(backEnds)('$name', ({ open }) => {
    let database: Database<unknown> | undefined;
    beforeAll(async () => {
      database = await open();
      await database.migrate();
    });
    afterAll(() => database?.close());
    suite(<Tables>() => {
      if (database === undefined) throw new Error('the database opens in beforeAll');
      return database as Database<Tables>;
    });
  });
};
