import type { RenewalLease } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import type { Database } from '../database/create-database.ts';
import { toLibraryTables } from '../database/library-tables.ts';

const after = (ttlMs: number) => sql<Date>`clock_timestamp() + ${ttlMs} * interval '1 millisecond'`;

/** Leases in the database, by the database's clock, so that processes agree on who renews a token. */
export const createRenewalLease = <Tables>({
  database,
}: {
  readonly database: Database<Tables>;
}): RenewalLease => ({
  acquire: async (name, holder, ttlMs) => {
    const taken = await database.asSystem((tx) =>
      toLibraryTables(tx)
        .insertInto('iris_app.lease')
        .values({ name, holder, expires_at: after(ttlMs) })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, expires_at: after(ttlMs) })
            .where((where) =>
              where.or([
                where('iris_app.lease.holder', '=', holder),
                where('iris_app.lease.expires_at', '<', sql<Date>`clock_timestamp()`),
              ]),
            ),
        )
        .returning('name')
        .executeTakeFirst(),
    );
    return taken !== undefined;
  },

  release: async (name, holder) => {
    await database.asSystem((tx) =>
      toLibraryTables(tx)
        .deleteFrom('iris_app.lease')
        .where('name', '=', name)
        .where('holder', '=', holder)
        .execute(),
    );
  },
});
