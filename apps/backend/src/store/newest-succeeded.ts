import type { AnyTx } from './tables.ts';

/** The sync that people see the data of, as a query that still selects nothing: the newest of an account that succeeded. */
export const newestSucceeded = (tx: AnyTx, accountId: string) =>
  tx
    .selectFrom('sync')
    .where('account_id', '=', accountId)
    .where('state', '=', 'SUCCEEDED')
    .orderBy('queued_at', 'desc')
    .limit(1);
