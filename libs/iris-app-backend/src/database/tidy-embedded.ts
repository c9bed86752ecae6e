import type { PGlite } from '@electric-sql/pglite';

/** Autovacuum's own rule and its default numbers. `reltuples` is -1 while nothing was ever counted. */
const wornTablesSql = `
  select format('%I.%I', used.schemaname, used.relname) as name
  from pg_stat_user_tables as used join pg_class as class on class.oid = used.relid
  where used.n_mod_since_analyze > 50 + 0.1 * greatest(class.reltuples, 0)
    or used.n_dead_tup > 50 + 0.2 * greatest(class.reltuples, 0)`;

/**
 * Vacuums and analyses the tables that changed much. An embedded PostgreSQL is one process and has no autovacuum:
 * left alone it plans for empty tables (a page of a fleet of 50,000 took 45 ms instead of 21), and rows that
 * were replaced keep their room for ever.
 *
 * @see https://www.postgresql.org/docs/18/routine-vacuuming.html#AUTOVACUUM
 */
export const tidyEmbedded = async (pglite: PGlite): Promise<void> => {
  // What the last transactions changed is counted late otherwise, up to a second after they ended.
  await pglite.query('select pg_stat_force_next_flush()');
  const { rows } = await pglite.query<{ name: string }>(wornTablesSql);
  for (const { name } of rows) await pglite.exec(`vacuum (analyze) ${name}`);
};
