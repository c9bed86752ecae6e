import {
  toPage,
  type AssetDetail,
  type AssetFilter,
  type AssetRow,
  type AssetsQuery,
  type Page,
} from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import { sql } from 'kysely';
import { filteredAssets, inOrder, rowColumns, toAssetRow } from './asset-query.ts';
import type { AccountTx, FleetWatchTables } from './tables.ts';

/**
 * How many assets there are on all pages. A page that is not full ends the list and tells it; otherwise they are
 * counted, which takes longer than reading the page.
 */
const findTotal = async (
  filtered: ReturnType<typeof filteredAssets>,
  { page, size }: AssetsQuery,
  rowCount: number,
): Promise<number> => {
  const isLastPage = rowCount < size && (rowCount > 0 || page === 0);
  if (isLastPage) return page * size + rowCount;
  const { total } = await filtered.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  return total;
};

/** One page of an account's assets. */
export const listAssets = async (
  tx: AccountTx,
  accountId: string,
  query: AssetsQuery,
): Promise<Page<AssetRow>> => {
  const { page, size, ...filter } = query;
  const filtered = filteredAssets(tx, accountId, filter);
  const rows = await inOrder(filtered.select(rowColumns), filter.sort)
    .limit(size)
    .offset(page * size)
    .execute();
  const totalElements = await findTotal(filtered, query, rows.length);
  return toPage(rows.map(toAssetRow), { page, size, totalElements });
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

const exportPageSize = 1000;

/**
 * Every asset that passes a filter, in its order, page by page. Each page is a transaction of its own, so that a
 * slow reader of the export holds none open; a sync that ends in between can shift rows.
 */
export async function* exportAssets({
  database,
  accountId,
  filter,
}: {
  readonly database: Database<FleetWatchTables>;
  readonly accountId: string;
  readonly filter: AssetFilter;
}): AsyncGenerator<readonly AssetRow[], void> {
  for (let offset = 0; ; offset += exportPageSize) {
    const rows = await database.forAccount(accountId, (tx) =>
      inOrder(filteredAssets(tx, accountId, filter).select(rowColumns), filter.sort)
        .limit(exportPageSize)
        .offset(offset)
        .execute(),
    );
    if (rows.length > 0) yield rows.map(toAssetRow);
    if (rows.length < exportPageSize) return;
  }
}
