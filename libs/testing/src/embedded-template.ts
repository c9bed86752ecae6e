import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A file with the dump of an empty embedded database, which opens in a quarter of the time of a new one. */
    readonly embeddedTemplate: string;
    /** The same as a folder, to be copied before it is opened. */
    readonly embeddedTemplateFolder: string;
  }
}

/** Vitest's global setup: making an embedded database, which takes seconds of computing, is done once. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-watch-template-'));
  const [dataDir, file] = [join(folder, 'postgres'), join(folder, 'embedded.tar')];
  const pglite = await PGlite.create({ dataDir });
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await writeFile(file, dump.stream());
  project.provide('embeddedTemplate', file);
  project.provide('embeddedTemplateFolder', dataDir);
  return () => rm(folder, { recursive: true, force: true });
};
