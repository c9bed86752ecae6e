import type { TestProject } from 'vitest/node';
import { startPostgres } from './start-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server for all files of a run, for `createTestDatabase`; nobody may stop it. */
    readonly postgresUrl: string;
  }
}

/** Vitest's global setup: what costs each file that tests on a server a second is done once. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return server.stop;
};
