import { sql, type Transaction } from 'kysely';
import type { LibraryTables } from '../database/library-tables.ts';

/** A table of accounts' rows: one that `accountTablePolicySql` protects. */
type AccountTable = { readonly name: string; readonly schema: string; readonly column: string };

/** Every table with accounts' rows, the library's, the app's and the job queue's. */
const listAccountTables = async (tx: Transaction<LibraryTables>): Promise<readonly AccountTable[]> => {
  const { rows } = await sql<AccountTable>`
    select space.nspname as schema, class.relname as name,
      coalesce(obj_description(policy.oid, 'pg_policy'), 'account_id') as column
    from pg_catalog.pg_policy policy
    join pg_catalog.pg_class class on class.oid = policy.polrelid
    join pg_catalog.pg_namespace space on space.oid = class.relnamespace
    where policy.polname = 'account_rows'
    order by 1, 2`.execute(tx);
  return rows;
};

const kept = new Set(['iris_app.installation', 'iris_app.audit']);
const foreignKeyViolation = '23503';

const isForeignKeyViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === foreignKeyViolation;

/** Deletes an account's rows of one table and counts them; `undefined` when rows of another table still point at them. */
const deleteRows = async (
  tx: Transaction<LibraryTables>,
  { schema, name, column }: AccountTable,
  accountId: string,
): Promise<bigint | undefined> => {
  await sql`savepoint one_table`.execute(tx);
  try {
    const { numAffectedRows = 0n } =
      await sql`delete from ${sql.id(schema, name)} where ${sql.id(column)} = ${accountId}`.execute(tx);
    await sql`release savepoint one_table`.execute(tx);
    return numAffectedRows;
  } catch (error) {
    await sql`rollback to savepoint one_table`.execute(tx);
    if (!isForeignKeyViolation(error)) throw error;
    return undefined;
  }
};

/** Deletes an account's rows of these tables once, whichever order foreign keys ask for, and counts them. */
const deleteOnce = async (
  tx: Transaction<LibraryTables>,
  tables: readonly AccountTable[],
  accountId: string,
): Promise<bigint> => {
  let deleted = 0n;
  let left = tables;
  while (left.length > 0) {
    const blocked: AccountTable[] = [];
    for (const table of left) {
      const count = await deleteRows(tx, table, accountId);
      if (count === undefined) blocked.push(table);
      else deleted += count;
    }
    if (blocked.length === left.length)
      throw new Error(`Rows of ${blocked.map(({ name }) => name).join(', ')} cannot be deleted`);
    left = blocked;
  }
  return deleted;
};

const maxPasses = 20;

/**
 * Deletes an account's rows everywhere but in the install, which becomes a mark that it was here, and the audit.
 *
 * Until a pass finds nothing: who writes at the same time may hold a row of a later table until it commits, and what it
 * wrote to an earlier one was not there to be seen. The next pass sees it; and a writer that begins with a row of its
 * own task, as a sync does, finds none any more and gives up.
 *
 * @throws when rows still come after so many passes; nothing is deleted then
 */
export const eraseRows = async (tx: Transaction<LibraryTables>, accountId: string): Promise<void> => {
  const tables = (await listAccountTables(tx)).filter(({ schema, name }) => !kept.has(`${schema}.${name}`));
  for (let pass = 0; pass < maxPasses; pass += 1)
    if ((await deleteOnce(tx, tables, accountId)) === 0n) return;
  throw new Error(`Rows of account ${accountId} are written as fast as they are deleted: suspend it first`);
};

/** A few rows of one table, as the account owns them. */
export type ExportedRows = { readonly table: string; readonly rows: readonly Record<string, unknown>[] };

const rowsAtOnce = 1000;
/** Encrypted or derived from secrets: not the account's data, and of no use to anybody else. */
const isSecretColumn = (column: string): boolean =>
  ['wrapped_key', 'credential_mac'].includes(column) || column.startsWith('sealed_');

const withoutSecrets = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !isSecretColumn(column)));

/** Reads every row of an account, a thousand at a time. `tx` is the account's own: row-level security does the choosing. */
export const exportRows = async (
  tx: Transaction<LibraryTables>,
  write: (rows: ExportedRows) => Promise<void>,
): Promise<void> => {
  for (const { schema, name } of await listAccountTables(tx)) {
    await sql`declare account_export no scroll cursor for select * from ${sql.id(schema, name)}`.execute(tx);
    for (;;) {
      const { rows } = await sql<
        Record<string, unknown>
      >`fetch ${sql.lit(rowsAtOnce)} from account_export`.execute(tx);
      if (rows.length > 0) await write({ table: `${schema}.${name}`, rows: rows.map(withoutSecrets) });
      if (rows.length < rowsAtOnce) break;
    }
    await sql`close account_export`.execute(tx);
  }
};
