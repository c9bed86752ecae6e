import { toPage, type AssetDetail, type AssetRow, type AssetsQuery, type Page } from '@fleet-watch/contracts';
import { sql } from 'kysely';
import { filteredAssets, inOrder, rowColumns, toAssetRow } from './asset-query.ts';
import type { AccountTx } from './tables.ts';

/** One page of an account's assets. */
export const listAssets = async (
  tx: AccountTx,
  accountId: string,
  query: AssetsQuery,
): Promise<Page<AssetRow>> => {
  const { page, size, ...filter } = query;
  const filtered = filteredAssets(tx, accountId, filter);
  const { total } = await filtered.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  const rows = await inOrder(filtered.select(rowColumns), filter.sort)
    .limit(size)
    .offset(page * size)
    .execute();
  return toPage(rows.map(toAssetRow), { page, size, totalElements: total });
};

const maxTransitions = 200;

/** One asset with its latest transitions; also one that has left the fleet, for its history stays. */
export const findAsset = async (
  tx: AccountTx,
  accountId: string,
  assetId: string,
): Promise<AssetDetail | undefined> => {
  const row = await tx
    .selectFrom('asset')
    .select(rowColumns)
    .where('account_id', '=', accountId)
    .where('asset_id', '=', assetId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const transitions = await tx
    .selectFrom('transition')
    .select(['from_state', 'to_state', 'at', 'last_seen_at'])
    .where('account_id', '=', accountId)
    .where('asset_id', '=', assetId)
    .orderBy('id', 'desc')
    .limit(maxTransitions)
    .execute();
  return {
    ...toAssetRow(row),
    transitions: transitions.map(({ from_state, to_state, at, last_seen_at }) => ({
      from: from_state,
      to: to_state,
      at: at.toISOString(),
      lastSeenAt: last_seen_at?.toISOString() ?? null,
    })),
  };
};
