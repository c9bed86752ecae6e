import { sql } from 'kysely';
import type { AccountTx } from './tables.ts';

/**
 * Waits until no other transaction changes this account's states. Publishing a sync and changing a threshold both
 * read all states and write some; one after the other they agree.
 */
export const lockFleet = async (tx: AccountTx, accountId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fleet:${accountId}`}, 0))`.execute(tx);
};
