import { sql } from 'kysely';
import type { AccountTx } from './tables.ts';
import type { FieldDifference } from './written-back.ts';

/** Puts down what Trackunit refused, so that it is not asked again for some time. */
export const recordRefused = async (
  tx: AccountTx,
  accountId: string,
  { refused, now }: { readonly refused: readonly FieldDifference[]; readonly now: Date },
): Promise<void> => {
  if (refused.length === 0) return;
  await tx
    .insertInto('written_back_refusal')
    .values(
      refused.map(({ assetId, silentSince }) => ({
        account_id: accountId,
        asset_id: assetId,
        silent_since: silentSince,
        refused_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'asset_id']).doUpdateSet((update) => ({
        silent_since: update.ref('excluded.silent_since'),
        refused_at: update.ref('excluded.refused_at'),
      })),
    )
    .execute();
};

/** Forgets refusals that are older than `before`, the oldest first, so that those assets are tried again. */
export const forgetRefused = async (
  tx: AccountTx,
  accountId: string,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<void> => {
  await sql`
    delete from written_back_refusal where account_id = ${accountId} and asset_id in (
      select asset_id from written_back_refusal where account_id = ${accountId} and refused_at < ${before}
      order by refused_at, asset_id limit ${limit})`.execute(tx);
};
