import { sql, type Kysely, type Transaction } from 'kysely';
import { toAccountId } from '../account-id.ts';
import { silentLogger, type Logger } from '../logger.ts';
import type { BackEnd } from './back-end.ts';
import { DatabaseError } from './database-error.ts';
import { createEmbeddedBackEnd } from './embedded-back-end.ts';
import { libraryMigrations } from './library-migrations.ts';
import { runMigrations, type MigrationSet } from './migrations.ts';
import { accountRole } from './roles.ts';
import { throwRoleError, throwSeamError } from './seam-error.ts';
import { createServerBackEnd } from './server-back-end.ts';
import { assertNewEnough, getServerVersion } from './server-version.ts';
import { within } from '../within.ts';
import { createTransactionGuard, type TransactionGuard } from './transaction-guard.ts';

/** Tells the two kinds of transaction apart for the compiler; nothing has it when the program runs. */
declare const sees: unique symbol;

/**
 * A transaction that sees and writes the rows of one account only. What is right in either kind takes Kysely's
 * `Transaction`.
 */
export type AccountTransaction<Tables> = Transaction<Tables> & { readonly [sees]: 'one account' };

/** A transaction of the system itself, which sees every account's rows. */
export type SystemTransaction<Tables> = Transaction<Tables> & { readonly [sees]: 'every account' };

/** Where the database is. One of `url` and `dataDir` is given. */
export type DatabaseOptions = {
  /** A PostgreSQL server, as `postgres://user:password@host:5432/name`. */
  readonly url?: string | undefined;
  /** A folder for the embedded database; `memory://` keeps it in memory. */
  readonly dataDir?: string | undefined;
  /** A dump of an embedded database to start from, as PGlite's `dumpDataDir()` gives it. */
  readonly template?: Blob | undefined;
  /** Connections to the server at most, 10 by default. */
  readonly maxConnections?: number | undefined;
  /** How long to wait for a connection, also to listen, and for a ping's answer, in milliseconds, 5000 by default. */
  readonly connectTimeoutMs?: number | undefined;
  readonly logger?: Logger | undefined;
};

/**
 * PostgreSQL, embedded or on a server, behind one door: everything is done in a transaction, and that of an
 * account cannot reach another account's rows.
 */
export type Database<Tables> = {
  readonly backend: 'pglite' | 'postgres';
  /**
   * Does `work` in a transaction as one account: row-level security shows it that account's rows only.
   *
   * @throws DatabaseError `nested_transaction` inside another transaction, `account_id_invalid` for no UUID,
   * `not_migrated` where a table is missing
   */
  forAccount<Result>(
    accountId: string,
    work: (tx: AccountTransaction<Tables>) => Promise<Result>,
  ): Promise<Result>;
  /**
   * Does `work` in a transaction that sees every account's rows.
   *
   * @throws DatabaseError `nested_transaction` inside another transaction, `not_migrated` where a table is missing
   */
  asSystem<Result>(work: (tx: SystemTransaction<Tables>) => Promise<Result>): Promise<Result>;
  /**
   * Brings the library's own tables up to date, then the given set. Safe when many processes start at once.
   *
   * @throws DatabaseError `server_too_old`, `schema_too_new`, `role_missing`, `migration_failed`
   */
  migrate(set?: MigrationSet): Promise<void>;
  /** Answers when the database does; throws when it does not within `connectTimeoutMs`. */
  ping(): Promise<void>;
  /**
   * Clears rows that were replaced away and counts anew what planning stands on, where much has changed. Call it after
   * work on many rows; a server does so by itself, the embedded database does not.
   */
  tidy(): Promise<void>;
  /** Ends all connections, and gives the embedded database's folder back. */
  close(): Promise<void>;
};

const defaultConnectTimeoutMs = 5000;

const backEnds = new WeakMap<object, BackEnd>();

/** The parts of a database that only this library uses. */
export const toBackEnd = (database: { readonly backend: string }): BackEnd => {
  const backEnd = backEnds.get(database);
  if (backEnd === undefined) throw new TypeError('This is not what createDatabase returned');
  return backEnd;
};

const openBackEnd = (options: DatabaseOptions): Promise<BackEnd> | BackEnd => {
  const { url, dataDir, template, logger = silentLogger } = options;
  const { maxConnections = 10, connectTimeoutMs = defaultConnectTimeoutMs } = options;
  if (url !== undefined && dataDir === undefined)
    return createServerBackEnd({ url, maxConnections, connectTimeoutMs, logger });
  if (url === undefined && dataDir !== undefined) return createEmbeddedBackEnd({ dataDir, template });
  throw new DatabaseError('settings_invalid', 'A database needs either a url or a dataDir, not both.');
};

/** One statement, so that it costs one round trip; it ends with the transaction. */
const becomeAccount = (tx: Transaction<unknown>, accountId: string) =>
  sql`select set_config('iris_app.account_id', ${accountId}, true), set_config('role', ${accountRole}, true)`.execute(
    tx,
  );

const toTransactions = <Tables>(
  kysely: Kysely<unknown>,
  guard: TransactionGuard,
): Pick<Database<Tables>, 'forAccount' | 'asSystem'> => {
  const transact = <Result>(work: (tx: Transaction<unknown>) => Promise<Result>): Promise<Result> =>
    guard(() => kysely.transaction().execute(work).catch(throwSeamError));
  return {
    forAccount: async (account, work) => {
      const accountId = toAccountId(account);
      return transact(async (tx) => {
        await becomeAccount(tx, accountId).catch(throwRoleError);
        return work(tx as AccountTransaction<Tables>);
      });
    },
    asSystem: (work) => transact((tx) => work(tx as SystemTransaction<Tables>)),
  };
};

/**
 * Opens a database: PostgreSQL by `url`, or the embedded one in `dataDir`.
 *
 * `Tables` is the app's Kysely interface of tables. On both back-ends `int8` comes as a number, `date` as
 * `YYYY-MM-DD`, `timestamptz` as a `Date`, `bytea` as bytes.
 *
 * @throws DatabaseError `folder_in_use` when another process has `dataDir` open, `settings_invalid`
 */
export const createDatabase = async <Tables>(options: DatabaseOptions): Promise<Database<Tables>> => {
  const backEnd = await openBackEnd(options);
  const { kysely } = backEnd;
  const { connectTimeoutMs = defaultConnectTimeoutMs } = options;
  const guard = createTransactionGuard();
  const database: Database<Tables> = {
    backend: backEnd.backend,
    ...toTransactions<Tables>(kysely, guard),
    migrate: (set) =>
      guard(async () => {
        assertNewEnough(await getServerVersion(kysely));
        await runMigrations(kysely, libraryMigrations);
        if (set !== undefined) await runMigrations(kysely, set);
      }),
    ping: () =>
      guard(async () => {
        await within(connectTimeoutMs, 'the database', sql`select 1`.execute(kysely));
      }),
    tidy: () => guard(() => backEnd.tidy()),
    close: () => backEnd.close(),
  };
  backEnds.set(database, backEnd);
  return Object.freeze(database);
};
