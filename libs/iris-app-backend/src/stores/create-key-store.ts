import type { KeyStore } from '@fleet-watch/trackunit-client';
import type { Database } from '../database/create-database.ts';
import { toLibraryTables } from '../database/library-tables.ts';

/** Keeps a signer's public keys in the database, so that a start does not depend on the key server. */
export const createKeyStore = <Tables>({ database }: { readonly database: Database<Tables> }): KeyStore => ({
  findKeySet: async (url) => {
    const row = await database.asSystem((tx) =>
      toLibraryTables(tx)
        .selectFrom('iris_app.key_set')
        .select(['jwks', 'fetched_at'])
        .where('url', '=', url)
        .executeTakeFirst(),
    );
    return row && { jwks: row.jwks, fetchedAtMs: row.fetched_at.getTime() };
  },

  saveKeySet: async (url, { jwks, fetchedAtMs }) => {
    const values = { jwks: JSON.stringify(jwks), fetched_at: new Date(fetchedAtMs) };
    await database.asSystem((tx) =>
      toLibraryTables(tx)
        .insertInto('iris_app.key_set')
        .values({ url, ...values })
        .onConflict((conflict) => conflict.column('url').doUpdateSet(values))
        .execute(),
    );
  },
});
