import { sql, type Transaction } from 'kysely';
import { accountChannel } from './account-channel.ts';
import { toBackEnd, type Database } from './create-database.ts';
import type { LibraryTables } from './library-tables.ts';

/** Tells every process, once the transaction commits, that something about an account's install changed. */
export const announceAccountChange = async (
  tx: Transaction<LibraryTables>,
  accountId: string,
): Promise<void> => {
  await sql`select pg_notify(${accountChannel}, ${accountId})`.execute(tx);
};

/** What is told about accounts. */
export type AccountChangeListener = {
  /** An account was suspended, woken, uninstalled, erased or installed anew, by whichever process. */
  readonly onChange: (accountId: string) => void;
  /** Changes may have been missed: at the start, and when the connection was away. */
  readonly onGap: () => void;
};

/**
 * Listens to changes of accounts' installs, so that what is remembered about an account can be dropped.
 *
 * @returns what ends it; call it before the database is closed
 * @throws the driver's error when the database cannot be reached
 */
export const listenToAccountChanges = <Tables>(
  database: Database<Tables>,
  { onChange, onGap }: AccountChangeListener,
): Promise<() => Promise<void>> =>
  toBackEnd(database).listen(accountChannel, { onNotify: onChange, onReady: onGap });
