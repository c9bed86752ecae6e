import type { SyncState } from '@fleet-watch/contracts';
import type { SystemTx } from './tables.ts';

/** How an account's newest sync stands, for operators. */
export type LastSync = {
  readonly state: SyncState;
  readonly queuedAt: Date;
  readonly finishedAt: Date | null;
  /** By which of Trackunit's APIs the fleet was read. */
  readonly source: string | null;
};

/** The newest sync of every account. */
export const listLastSyncs = async (tx: SystemTx): Promise<ReadonlyMap<string, LastSync>> => {
  const rows = await tx
    .selectFrom('sync')
    .distinctOn('account_id')
    .select(['account_id', 'state', 'queued_at', 'finished_at', 'source'])
    .orderBy('account_id')
    .orderBy('queued_at', 'desc')
    .execute();
  return new Map(
    rows.map(({ account_id: accountId, state, queued_at: queuedAt, finished_at: finishedAt, source }) => [
      accountId,
      { state, queuedAt, finishedAt, source },
    ]),
  );
};
