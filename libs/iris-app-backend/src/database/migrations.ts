import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { DatabaseError } from './database-error.ts';
import { accountRole, systemRole } from './roles.ts';
import { toReason } from '../to-reason.ts';

/**
 * Numbered steps of a schema: name to SQL, such as `{ '0001_syncs': 'create table …' }`. A step may have many
 * statements and is one transaction. Steps are never changed or removed, only added. A step that code of the
 * version before cannot live with ends in `_breaking`.
 */
export type MigrationSet = {
  /** Which table remembers the steps; lower case letters, digits and `_`. */
  readonly name: string;
  readonly migrations: Readonly<Record<string, string>>;
};

/** The library's own schema. */
export const librarySchema = 'iris_app';

const setName = /^[a-z][a-z0-9_]{0,40}$/;
const stepName = /^\d{4}_[a-z0-9_]+$/;

const assertNames = ({ name, migrations }: MigrationSet): void => {
  const wrong = Object.keys(migrations).find((step) => !stepName.test(step));
  if (!setName.test(name)) throw new DatabaseError('settings_invalid', `'${name}' is no migration set name`);
  if (wrong !== undefined)
    throw new DatabaseError('settings_invalid', `'${wrong}' does not look like '0001_create_things'`);
};

/** Many statements in one: a back-end that prepares its statements takes no more. */
const toOneStatement = (text: string): string =>
  `do $iris_app_step$ begin execute $iris_app_sql$${text}$iris_app_sql$; end $iris_app_step$`;

const toMigration = (text: string): Migration => ({
  up: async (db) => {
    await sql.raw(toOneStatement(text)).execute(db);
  },
});

const toTable = (set: string): string => `${librarySchema}.${set}_migration`;

/** Whether this set's steps were ever run. */
export const isMigrated = async (db: Kysely<unknown>, set: string): Promise<boolean> => {
  const { rows } = await sql<{
    there: boolean;
  }>`select to_regclass(${toTable(set)}) is not null as there`.execute(db);
  return rows[0]?.there === true;
};

const findExecuted = async (db: Kysely<unknown>, set: string): Promise<readonly string[]> => {
  if (!(await isMigrated(db, set))) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(toTable(set))}`.execute(db);
  return rows.map((row) => row.name);
};

/** Steps that a newer version ran: harmless ones are let be, so that old and new processes run side by side. */
const toUnknownSteps = (set: MigrationSet, executed: readonly string[]): Record<string, Migration> => {
  const unknown = executed.filter((step) => !(step in set.migrations));
  const breaking = unknown.find((step) => step.endsWith('_breaking'));
  if (breaking !== undefined) {
    throw new DatabaseError(
      'schema_too_new',
      `The database has step '${breaking}' of '${set.name}', which this version cannot work with. Run the newer version.`,
    );
  }
  return Object.fromEntries(unknown.map((step) => [step, { up: async () => {} }]));
};

const insufficientPrivilege = '42501';

const isPrivilegeError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === insufficientPrivilege;

const toRoleError = async (db: Kysely<unknown>, cause: unknown): Promise<DatabaseError> => {
  const { rows } = await sql<{ user: string; name: string }>`
    select quote_ident(session_user) as user, quote_ident(current_database()) as name`.execute(db);
  const { user = 'the user', name = 'the database' } = rows[0] ?? {};
  return new DatabaseError(
    'role_missing',
    `The database user ${user} may not set up the schema. As an administrator run: ` +
      `create role ${accountRole} nologin; create role ${systemRole} nologin; ` +
      `grant ${accountRole}, ${systemRole} to ${user} with inherit true, set true; ` +
      `grant create on database ${name} to ${user}; grant create on schema public to ${user};`,
    { cause },
  );
};

/**
 * Brings one set of steps up to date. Many processes may call it at once: one works, the others wait for it.
 *
 * @throws DatabaseError `schema_too_new`, `role_missing`, `migration_failed`
 */
export const runMigrations = async (db: Kysely<unknown>, set: MigrationSet): Promise<void> => {
  assertNames(set);
  const own = Object.entries(set.migrations).map(([step, text]) => [step, toMigration(text)] as const);
  const unknown = toUnknownSteps(set, await findExecuted(db, set.name));
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...unknown, ...Object.fromEntries(own) }) },
    migrationTableName: `${set.name}_migration`,
    migrationLockTableName: `${set.name}_migration_lock`,
    migrationTableSchema: librarySchema,
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (isPrivilegeError(error)) throw await toRoleError(db, error);
  const step = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'its preparation';
  const reason = toReason(error);
  throw new DatabaseError('migration_failed', `Migration of '${set.name}' failed at ${step}: ${reason}`, {
    cause: error,
  });
};
