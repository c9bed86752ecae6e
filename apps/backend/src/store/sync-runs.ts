import type { Failure } from '../failures/failure.ts';
import { databaseNow, lineOfSync, toStoredSync, type StoredSync, type SyncLine } from './syncs.ts';
import type { AccountTx } from './tables.ts';

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
 * @param line where given, a sync of another line is left alone: that line's job begins it
 * @returns nothing when no such sync is under way
 */
export const beginSync = async (
  tx: AccountTx,
  { accountId, run }: SyncRun,
  { line }: { readonly line?: SyncLine | undefined } = {},
): Promise<StoredSync | undefined> => {
  // The row first: what another run stages waits for this, and fails afterwards.
  const row = await tx
    .updateTable('sync')
    .set({ state: 'RUNNING', run, started_at: databaseNow, fetched: 0, error: null, source: null })
    .where('account_id', '=', accountId)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .$if(line !== undefined, (query) => query.where(lineOfSync, '=', line ?? 'new'))
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

/** Why a sync waits again: for something that failed, or because its fleet turned out to be large. */
export type PutBack = { readonly failure: Failure } | { readonly foundLarge: true };

/**
 * Lets the sync of this run wait for its next one. A sync that another run has begun is left alone.
 *
 * @returns whether it was this run's
 */
export const putBackSync = async (
  tx: AccountTx,
  { accountId, run }: SyncRun,
  why: PutBack,
): Promise<boolean> => {
  const reason = 'failure' in why ? { error: why.failure } : { error: null, found_large: true };
  const row = await tx
    .updateTable('sync')
    .set({ state: 'QUEUED', run: null, started_at: null, fetched: 0, ...reason })
    .where('account_id', '=', accountId)
    .where('state', '=', 'RUNNING')
    .where('run', '=', run)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
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
