import { toPage, type AssetDetail, type AssetRow, type AssetsQuery, type Page } from '@fleet-watch/contracts';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { filteredAssets, inOrder, rowColumns, toAssetRow } from './asset-query.ts';
import type { AccountTx, AssetColumns } from './tables.ts';

type RowColumns = Pick<AssetColumns, (typeof rowColumns)[number]>;

/** A row with the number of assets on all pages; a page with no rows has that number alone. */
type PageRow = { readonly total: number } & (RowColumns | { readonly asset_id: null });

/**
 * One page of an account's assets. A page that is not full ends the list and tells how many there are; otherwise they
 * are counted, which takes longer than reading the page. Either way it is one statement, so that a sync that is just
 * published does not come in between.
 */
export const listAssets = async (
  tx: AccountTx,
  accountId: string,
  query: AssetsQuery,
): Promise<Page<AssetRow>> => {
  const { page, size, ...filter } = query;
  const filtered = filteredAssets(tx, accountId, filter);
  const rows = inOrder(filtered.select(rowColumns), filter.sort)
    .limit(size)
    .offset(page * size);
  const total = sql<number>`
    case when found < ${size}::int and (found > 0 or ${page}::int = 0) then ${page * size}::int + found
    else (${filtered.select(sql<number>`count(*)::int`.as('total'))}) end`;
  const paged = tx
    .with('page', () => rows)
    .with('counted', (db) => db.selectFrom('page').select(sql<number>`count(*)::int`.as('found')))
    .selectFrom('counted')
    .leftJoin('page', (join) => join.onTrue())
    .select(rowColumns)
    .select(total.as('total'));
  const found = await inOrder(paged, filter.sort).$castTo<PageRow>().execute();
  const content = found.flatMap((row) => (row.asset_id === null ? [] : [toAssetRow(row)]));
  return toPage(content, { page, size, totalElements: found[0]?.total ?? 0 });
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
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('transition')
          .select(['from_state', 'to_state', 'at', 'last_seen_at'])
          .where('account_id', '=', accountId)
          .where('asset_id', '=', assetId)
          .orderBy('id', 'desc')
          .limit(maxTransitions),
      ).as('transitions'),
    ])
    .where('account_id', '=', accountId)
    .where('asset_id', '=', assetId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    ...toAssetRow(row),
    transitions: row.transitions.map(({ from_state, to_state, at, last_seen_at }) => ({
      from: from_state,
      to: to_state,
      at: new Date(at).toISOString(),
      lastSeenAt: last_seen_at === null ? null : new Date(last_seen_at).toISOString(),
    })),
  };
};
