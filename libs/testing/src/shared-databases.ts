import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './start-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server for all files of a run, for `createTestDatabase`; nobody may stop it. */
    readonly postgresUrl: string;
    /** A file with the dump of an empty embedded database, which opens in a quarter of the time of a new one. */
    readonly embeddedTemplate: string;
  }
}

const writeEmbeddedTemplate = async (file: string): Promise<void> => {
  const pglite = await PGlite.create();
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await writeFile(file, dump.stream());
};

/** Vitest's global setup: what costs each file that tests on a database a second or two is done once. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-watch-shared-'));
  const embeddedTemplate = join(folder, 'embedded.tar');
  const [server] = await Promise.all([startPostgres(), writeEmbeddedTemplate(embeddedTemplate)]);
  project.provide('postgresUrl', server.url);
  project.provide('embeddedTemplate', embeddedTemplate);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
};
