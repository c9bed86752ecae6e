import { toPage, type Page, type Sync, type SyncsQuery } from '@fleet-watch/contracts';
import { sql, type Selectable } from 'kysely';
import { newestSucceeded } from './newest-succeeded.ts';
import type { AccountTx, AnyTx, FleetWatchTables } from './tables.ts';

/**
 * A sync as it is kept. `failure` is one of ours, or a sentence of an earlier version: why it failed, or why one that is
 * queued again waits.
 */
export type StoredSync = Omit<Sync, 'error'> & { readonly failure: string | null };

type SyncRow = Selectable<FleetWatchTables['sync']>;

/** A row as a sync. */
export const toStoredSync = (row: SyncRow): StoredSync => ({
  id: row.id,
  state: row.state,
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  fetched: row.fetched,
  expected: row.expected,
  failure: row.error,
});

/**
 * When a sync was asked for, began and ended is told by the database's clock: syncs of one account are handled by many
 * processes, whose own clocks need not agree on which was the last.
 */
export const databaseNow = sql<Date>`clock_timestamp()`;

/** Later than every other sync of the account, also where the database's clock was put back. */
const toQueuedAt = (accountId: string) => sql<Date>`
  greatest(${databaseNow}, (select max(queued_at) + interval '1 microsecond' from sync where account_id = ${accountId}))`;

/** A sync of this account by its id. */
export const findSync = async (
  tx: AccountTx,
  accountId: string,
  id: string,
): Promise<StoredSync | undefined> => {
  const row = await tx
    .selectFrom('sync')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toStoredSync(row);
};

/** One page of an account's syncs, the newest first. */
export const listSyncs = async (
  tx: AccountTx,
  accountId: string,
  { page, size }: SyncsQuery,
): Promise<Page<StoredSync>> => {
  const syncs = tx.selectFrom('sync').where('account_id', '=', accountId);
  const { total } = await syncs.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  const rows = await syncs
    .selectAll()
    .orderBy('queued_at', 'desc')
    .orderBy('id')
    .limit(size)
    .offset(page * size)
    .execute();
  return toPage(rows.map(toStoredSync), { page, size, totalElements: total });
};

/** How many assets make a fleet a large one, whose syncs wait in a line of their own. */
export const largeFleet = 10_000;

/** Where a sync waits: one of a fleet that nobody has read yet is `new`, others know what the sync before found. */
export type SyncLine = 'new' | 'small' | 'large';

/** The line of a row of `sync`. It does not change while a run reads, so that no two lines' jobs read a fleet at once. */
export const lineOfSync = sql<SyncLine>`
  case when found_large or expected >= ${largeFleet} then 'large' when expected is null then 'new' else 'small' end`;

type SyncRowInLine = SyncRow & { readonly line: SyncLine };

const findLastRow = (tx: AnyTx, accountId: string): Promise<SyncRowInLine | undefined> =>
  tx
    .selectFrom('sync')
    .selectAll()
    .select(lineOfSync.as('line'))
    .where('account_id', '=', accountId)
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The newest sync of an account, whatever its state. */
export const findLastSync = async (tx: AccountTx, accountId: string): Promise<StoredSync | undefined> => {
  const row = await findLastRow(tx, accountId);
  return row && toStoredSync(row);
};

/** How many milliseconds ago the sync was asked for that waits or runs. */
export const findSyncUnderWay = async (
  tx: AccountTx,
  accountId: string,
): Promise<{ readonly ageMs: number } | undefined> =>
  tx
    .selectFrom('sync')
    .select(sql<number>`extract(epoch from ${databaseNow} - queued_at)::float8 * 1000`.as('ageMs'))
    .where('account_id', '=', accountId)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .executeTakeFirst();

/** When the data that people see was read: the newest sync that succeeded. */
export const findDataTime = async (tx: AccountTx, accountId: string): Promise<Date | undefined> => {
  const row = await newestSucceeded(tx, accountId).select('as_of').executeTakeFirst();
  return row?.as_of ?? undefined;
};

const queueRow = async (tx: AnyTx, accountId: string, id: string): Promise<SyncRowInLine> => {
  const before = await newestSucceeded(tx, accountId).select('fetched').executeTakeFirst();
  const row = { id, account_id: accountId, state: 'QUEUED', fetched: 0 } as const;
  const inserted = await tx
    .insertInto('sync')
    .values({ ...row, queued_at: toQueuedAt(accountId), expected: before?.fetched ?? null })
    .onConflict((conflict) =>
      conflict.column('account_id').where('state', 'in', ['QUEUED', 'RUNNING']).doNothing(),
    )
    .returningAll()
    .returning(lineOfSync.as('line'))
    .executeTakeFirst();
  if (inserted !== undefined) return inserted;
  // The one under way may have ended between the two statements; then the newest is still the one that was asked for.
  const underWay = await findLastRow(tx, accountId);
  if (underWay === undefined)
    throw new Error(`account ${accountId} has a sync under way that can't be found`);
  return underWay;
};

/**
 * Queues a sync, or finds the one that is under way: an account has one at a time, and the database says so.
 *
 * @returns the sync, and where a job for it belongs
 */
export const queueSyncInLine = async (
  tx: AnyTx,
  accountId: string,
  id: string,
): Promise<{ readonly sync: StoredSync; readonly line: SyncLine }> => {
  const row = await queueRow(tx, accountId, id);
  return { sync: toStoredSync(row), line: row.line };
};

/** The same for whoever has no job to add. */
export const queueSync = async (tx: AccountTx, accountId: string, id: string): Promise<StoredSync> =>
  (await queueSyncInLine(tx, accountId, id)).sync;
