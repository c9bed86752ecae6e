import { sql } from 'kysely';
import type { AccountTx } from './tables.ts';

/** An asset whose custom field does not say what it should. */
export type FieldDifference = {
  readonly assetId: string;
  /** What it should say; nothing when it should be empty. */
  readonly silentSince: Date | null;
  /** Whether the account sees the asset at this time. */
  readonly visible: boolean;
};

/**
 * Where the custom field differs from what the account wants: silent assets carry since when, every other one
 * nothing, and none does where the account has switched it off. What Trackunit refused is left out until it should be
 * another value, or the refusal is forgotten. In order of their ids.
 *
 * @param after the id of the last asset of the part before
 */
export const listFieldDifferences = async (
  tx: AccountTx,
  accountId: string,
  { after, limit }: { after: string; limit: number },
): Promise<readonly FieldDifference[]> => {
  const { rows } = await sql<FieldDifference>`
    with wanted as (
      select asset_id, silent_since from asset
      where account_id = ${accountId} and visible and silent_since is not null and asset_id > ${after}
        and exists (select from account_settings where account_id = ${accountId} and write_back)
    ), written as (
      select asset_id, silent_since from written_back where account_id = ${accountId} and asset_id > ${after}
    ), refused as (
      select asset_id, silent_since, refused_at from written_back_refusal
      where account_id = ${accountId} and asset_id > ${after}
    )
    select asset_id as "assetId", wanted.silent_since as "silentSince",
      coalesce((select visible from asset
        where asset.account_id = ${accountId} and asset.asset_id = differing.asset_id), false) as visible
    from (
      select asset_id from wanted full join written using (asset_id) left join refused using (asset_id)
      where wanted.silent_since is distinct from written.silent_since
        and (refused.refused_at is null or refused.silent_since is distinct from wanted.silent_since)
      order by asset_id limit ${limit}
    ) as differing left join wanted using (asset_id)
    order by asset_id`.execute(tx);
  return rows;
};

/** Puts down what the custom fields say now. */
export const recordWritten = async (
  tx: AccountTx,
  accountId: string,
  written: readonly Pick<FieldDifference, 'assetId' | 'silentSince'>[],
): Promise<void> => {
  const cleared = written.filter(({ silentSince }) => silentSince === null).map(({ assetId }) => assetId);
  const rows = written.flatMap(({ assetId, silentSince }) =>
    silentSince === null ? [] : [{ account_id: accountId, asset_id: assetId, silent_since: silentSince }],
  );
  if (cleared.length > 0)
    await tx
      .deleteFrom('written_back')
      .where('account_id', '=', accountId)
      .where('asset_id', 'in', cleared)
      .execute();
  if (rows.length > 0)
    await tx
      .insertInto('written_back')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['account_id', 'asset_id'])
          .doUpdateSet((update) => ({ silent_since: update.ref('excluded.silent_since') })),
      )
      .execute();
};
