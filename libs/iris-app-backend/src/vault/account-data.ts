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

/** Deletes an account's rows of one table; answers `false` when rows of another table still point at them. */
const deleteRows = async (
  tx: Transaction<LibraryTables>,
  { schema, name, column }: AccountTable,
  accountId: string,
): Promise<boolean> => {
  await sql`savepoint one_table`.execute(tx);
  try {
    await sql`delete from ${sql.id(schema, name)} where ${sql.id(column)}::text = ${accountId}`.execute(tx);
    await sql`release savepoint one_table`.execute(tx);
    return true;
  } catch (error) {
    await sql`rollback to savepoint one_table`.execute(tx);
    if (!isForeignKeyViolation(error)) throw error;
    return false;
  }
};

/** Deletes an account's rows everywhere but in the install, which becomes a mark that it was here, and the audit. */
export const eraseRows = async (tx: Transaction<LibraryTables>, accountId: string): Promise<void> => {
  let left = (await listAccountTables(tx)).filter(({ schema, name }) => !kept.has(`${schema}.${name}`));
  while (left.length > 0) {
    const blocked: AccountTable[] = [];
    for (const table of left) if (!(await deleteRows(tx, table, accountId))) blocked.push(table);
    if (blocked.length === left.length)
      throw new Error(`Rows of ${blocked.map(({ name }) => name).join(', ')} cannot be deleted`);
    left = blocked;
  }
};

/** A few rows of one table, as the account owns them. */
export type ExportedRows = { readonly table: string; readonly rows: readonly Record<string, unknown>[] };

const rowsAtOnce = 1000;
/** Encrypted or derived from secrets: not the account's data, and of no use to anybody else. */
const secretColumns = new Set(['wrapped_key', 'sealed_credential', 'sealed_token', 'credential_mac']);

const withoutSecrets = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !secretColumns.has(column)));

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
