import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import type { BackEnd } from './back-end.ts';
import { lockFolder } from './folder-lock.ts';
import { tidyEmbedded } from './tidy-embedded.ts';

/** The `dataDir` of a database that lives in memory and ends with the process. */
export const memoryFolder = 'memory://';

/** Large integers come as numbers, days as `YYYY-MM-DD`: the same as from a server. */
const parsers = { [types.INT8]: Number, [types.DATE]: (text: string) => text };

type EmbeddedOptions = { readonly dataDir: string; readonly template?: Blob | undefined };

const openEmbedded = ({ dataDir, template }: EmbeddedOptions): Promise<PGlite> =>
  PGlite.create({
    ...(dataDir === memoryFolder ? {} : { dataDir: join(dataDir, 'postgres') }),
    ...(template === undefined ? {} : { loadDataDir: template }),
    parsers,
  });

const toBackEnd = (pglite: PGlite, unlock: () => void): BackEnd => {
  const kysely = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) });
  return {
    backend: 'pglite',
    kysely,
    // Kysely hands out the one session; whoever has it is alone, so a failed script is rolled back before others run.
    executeScript: (text) =>
      kysely.connection().execute(async () => {
        try {
          const results = await pglite.exec(text);
          return { rows: results.flatMap(({ rows }) => rows) };
        } catch (error) {
          await pglite.exec('rollback');
          throw error;
        }
      }),
    // Alone in the one session: a VACUUM inside somebody's transaction is refused.
    tidy: () => kysely.connection().execute(() => tidyEmbedded(pglite)),
    listen: async (channel, { onNotify, onReady }) => {
      // The notification comes inside the transaction that sends it; who hears of it is no part of that.
      const outside = AsyncLocalStorage.snapshot();
      const unlisten = await pglite.listen(`"${channel}"`, (payload) => outside(onNotify, payload));
      onReady();
      return () => unlisten();
    },
    close: async () => {
      await kysely.destroy();
      if (!pglite.closed) await pglite.close();
      unlock();
    },
  };
};

/** PostgreSQL inside this process: one session, files under `dataDir`, which is locked while it is open. */
export const createEmbeddedBackEnd = async (options: EmbeddedOptions): Promise<BackEnd> => {
  const unlock = options.dataDir === memoryFolder ? () => {} : lockFolder(options.dataDir);
  try {
    return toBackEnd(await openEmbedded(options), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
};
