import type { StateChange } from '@fleet-watch/fleet';
import type { AccountTx } from './tables.ts';

/** A change of one asset's state, about to be put down. */
export type NewTransition = StateChange & { readonly assetId: string };

/** PostgreSQL takes at most 65,535 parameters a statement; each row here has seven. */
const rowsPerStatement = 5000;

/** Puts transitions down; `syncId` is null when changed settings caused them. */
export const insertTransitions = async (
  tx: AccountTx,
  {
    accountId,
    syncId,
    transitions,
  }: { accountId: string; syncId: string | null; transitions: readonly NewTransition[] },
): Promise<void> => {
  for (let start = 0; start < transitions.length; start += rowsPerStatement) {
    const rows = transitions
      .slice(start, start + rowsPerStatement)
      .map(({ assetId, from, to, at, lastSeenAt }) => ({
        account_id: accountId,
        asset_id: assetId,
        sync_id: syncId,
        from_state: from,
        to_state: to,
        at,
        last_seen_at: lastSeenAt,
      }));
    await tx.insertInto('transition').values(rows).execute();
  }
};
