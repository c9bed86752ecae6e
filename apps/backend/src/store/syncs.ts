import type { Sync } from '@fleet-watch/contracts';
import type { Selectable } from 'kysely';
import type { AccountTx, FleetWatchTables } from './tables.ts';

const toSync = (row: Selectable<FleetWatchTables['sync']>): Sync => ({
  id: row.id,
  state: row.state,
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  fetched: row.fetched,
  expected: row.expected,
  error: row.error,
});

/** A sync of this account by its id. */
export const findSync = async (tx: AccountTx, accountId: string, id: string): Promise<Sync | undefined> => {
  const row = await tx
    .selectFrom('sync')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toSync(row);
};

/** The newest sync of an account, whatever its state. */
export const findLastSync = async (tx: AccountTx, accountId: string): Promise<Sync | undefined> => {
  const row = await tx
    .selectFrom('sync')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toSync(row);
};

/** When the data that people see was read: the newest sync that succeeded. */
export const findDataTime = async (tx: AccountTx, accountId: string): Promise<Date | undefined> => {
  const row = await tx
    .selectFrom('sync')
    .select('as_of')
    .where('account_id', '=', accountId)
    .where('state', '=', 'SUCCEEDED')
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.as_of ?? undefined;
};

/** Queues a sync, or returns the one that is under way: an account has one at a time, and the database says so. */
export const queueSync = async (
  tx: AccountTx,
  accountId: string,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<Sync> => {
  const before = await tx
    .selectFrom('sync')
    .select('fetched')
    .where('account_id', '=', accountId)
    .where('state', '=', 'SUCCEEDED')
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = { id, account_id: accountId, state: 'QUEUED', queued_at: now, fetched: 0 } as const;
  const inserted = await tx
    .insertInto('sync')
    .values({ ...row, expected: before?.fetched ?? null })
    .onConflict((conflict) =>
      conflict.column('account_id').where('state', 'in', ['QUEUED', 'RUNNING']).doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  if (inserted !== undefined) return toSync(inserted);
  // The one under way may have ended between the two statements; then the newest is still the one that was asked for.
  const underWay = await findLastSync(tx, accountId);
  if (underWay === undefined)
    throw new Error(`account ${accountId} has a sync under way that can't be found`);
  return underWay;
};

/**
 * Marks the sync that is under way as running from the start, and forgets what an earlier try of it had read.
 *
 * @returns nothing when no sync is under way
 */
export const beginSync = async (tx: AccountTx, accountId: string, now: Date): Promise<Sync | undefined> => {
  await tx.deleteFrom('asset_staging').where('account_id', '=', accountId).execute();
  const row = await tx
    .updateTable('sync')
    .set({ state: 'RUNNING', started_at: now, fetched: 0, error: null })
    .where('account_id', '=', accountId)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .returningAll()
    .executeTakeFirst();
  return row && toSync(row);
};

/** Ends the sync under way that did not come through; the reason is a sentence for people. What users see stays. */
export const failSync = async (
  tx: AccountTx,
  accountId: string,
  { error, now }: { readonly error: string; readonly now: Date },
): Promise<void> => {
  await tx.deleteFrom('asset_staging').where('account_id', '=', accountId).execute();
  await tx
    .updateTable('sync')
    .set({ state: 'FAILED', finished_at: now, error })
    .where('account_id', '=', accountId)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .execute();
};
