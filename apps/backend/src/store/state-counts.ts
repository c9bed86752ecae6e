import { sql } from 'kysely';

/** Assets by state. */
export type StateCounts = Readonly<Record<'total' | 'reporting' | 'silent' | 'neverReported', number>>;

/** `StateCounts` of what a statement selects from `asset`, as its columns. */
export const stateCounts = sql<StateCounts>`
  count(*)::int as total,
  (count(*) filter (where state = 'REPORTING'))::int as reporting,
  (count(*) filter (where state = 'SILENT'))::int as silent,
  (count(*) filter (where state = 'NEVER_REPORTED'))::int as "neverReported"`;
