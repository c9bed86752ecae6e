import { toPage, type Page, type Sync, type SyncsQuery } from '@fleet-watch/contracts';
import { sql, type Selectable } from 'kysely';
import type { Failure } from '../failures/failure.ts';
import type { AccountTx, FleetWatchTables } from './tables.ts';

/**
 * A sync as it is kept. `failure` is one of ours, or a sentence of an earlier version: why it failed, or why one that is
 * queued again waits.
 */
export type StoredSync = Omit<Sync, 'error'> & { readonly failure: string | null };

const toStoredSync = (row: Selectable<FleetWatchTables['sync']>): StoredSync => ({
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

/** The newest sync of an account, whatever its state. */
export const findLastSync = async (tx: AccountTx, accountId: string): Promise<StoredSync | undefined> => {
  const row = await tx
    .selectFrom('sync')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
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
export const queueSync = async (tx: AccountTx, accountId: string, id: string): Promise<StoredSync> => {
  const before = await tx
    .selectFrom('sync')
    .select('fetched')
    .where('account_id', '=', accountId)
    .where('state', '=', 'SUCCEEDED')
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = { id, account_id: accountId, state: 'QUEUED', fetched: 0 } as const;
  const inserted = await tx
    .insertInto('sync')
    .values({ ...row, queued_at: toQueuedAt(accountId), expected: before?.fetched ?? null })
    .onConflict((conflict) =>
      conflict.column('account_id').where('state', 'in', ['QUEUED', 'RUNNING']).doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  if (inserted !== undefined) return toStoredSync(inserted);
  // The one under way may have ended between the two statements; then the newest is still the one that was asked for.
  const underWay = await findLastSync(tx, accountId);
  if (underWay === undefined)
    throw new Error(`account ${accountId} has a sync under way that can't be found`);
  return underWay;
};

/** How many assets make a fleet a large one, whose syncs wait in a line of their own. */
export const largeFleet = 10_000;

/** Whether a sync is one of a large fleet, by what the sync before found. */
export const isLarge = ({ expected }: Pick<Sync, 'expected'>): boolean => (expected ?? 0) >= largeFleet;

/** One run of one job, as `beginSync` notes it down. */
export type SyncRun = {
  readonly accountId: string;
  /** Different for every try of every job. */
  readonly run: string;
};

/** Another run has begun this sync since; whoever gets this has nothing left to do. */
export class SyncTakenOverError extends Error {
  override readonly name = 'SyncTakenOverError';
  readonly code = 'sync_taken_over';

  constructor(syncId: string) {
    super(`Another run has taken sync ${syncId} over.`);
  }
}

/**
 * Marks the sync that is under way as running from the start, by this run and by no other, and forgets what an
 * earlier run of it had read. A run that is not dead but slow is shut out: its next write fails.
 *
 * @param large whether to begin a sync of a large fleet or one of the others; the other one is left alone
 * @returns nothing when no such sync is under way
 */
export const beginSync = async (
  tx: AccountTx,
  { accountId, run }: SyncRun,
  { large }: { readonly large: boolean },
): Promise<StoredSync | undefined> => {
  // The row first: what another run stages waits for this, and fails afterwards.
  const row = await tx
    .updateTable('sync')
    .set({ state: 'RUNNING', run, started_at: databaseNow, fetched: 0, error: null, source: null })
    .where('account_id', '=', accountId)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .where(({ fn, val }) => sql<boolean>`(${fn.coalesce('expected', val(0))} >= ${largeFleet}) = ${large}`)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  await tx.deleteFrom('asset_staging').where('account_id', '=', accountId).execute();
  return toStoredSync(row);
};

/**
 * Holds the row of a sync until the transaction ends, so that no other run begins it meanwhile.
 *
 * @returns how many assets it has read
 * @throws {SyncTakenOverError} when another run has begun it already, or it is over
 */
export const holdSync = async (
  tx: AccountTx,
  { accountId, run }: SyncRun,
  syncId: string,
): Promise<{ readonly fetched: number }> => {
  const row = await tx
    .selectFrom('sync')
    .select('fetched')
    .where('account_id', '=', accountId)
    .where('id', '=', syncId)
    .where('run', '=', run)
    .where('state', '=', 'RUNNING')
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new SyncTakenOverError(syncId);
  return row;
};

/**
 * Lets the sync of this run wait for its next one, and keeps what it waits for. A sync that another run has begun is
 * left alone.
 */
export const putBackSync = async (
  tx: AccountTx,
  { accountId, run }: SyncRun,
  failure: Failure,
): Promise<void> => {
  await tx
    .updateTable('sync')
    .set({ state: 'QUEUED', run: null, started_at: null, fetched: 0, error: failure })
    .where('account_id', '=', accountId)
    .where('state', '=', 'RUNNING')
    .where('run', '=', run)
    .execute();
};

/**
 * Ends the sync under way that did not come through. What users see stays.
 *
 * @param run where given, only a sync of this run is ended
 */
export const failSync = async (
  tx: AccountTx,
  accountId: string,
  { failure, run }: { readonly failure: Failure; readonly run?: string },
): Promise<void> => {
  const failed = await tx
    .updateTable('sync')
    .set({ state: 'FAILED', finished_at: databaseNow, error: failure })
    .where('account_id', '=', accountId)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .$if(run !== undefined, (query) => query.where('run', '=', run ?? ''))
    .returning('id')
    .execute();
  if (failed.length > 0) await tx.deleteFrom('asset_staging').where('account_id', '=', accountId).execute();
};
