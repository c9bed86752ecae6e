import type { AssetFilter, AssetRow } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import { filteredAssets, inOrder, rowColumns, toAssetRow } from './asset-query.ts';
import type { AccountTx, FleetWatchTables } from './tables.ts';

const pageSize = 1000;

const listIds = async (tx: AccountTx, accountId: string, filter: AssetFilter): Promise<readonly string[]> => {
  const filtered = filteredAssets(tx, accountId, filter).select('asset_id');
  const rows = await inOrder(filtered, filter.sort).execute();
  return rows.map((row) => row.asset_id);
};

/** In the order of the ids. Also assets that have left the fleet: no sync takes their rows away. */
const listByIds = async (tx: AccountTx, accountId: string, ids: readonly string[]): Promise<AssetRow[]> => {
  const rows = await tx
    .selectFrom('asset')
    .select(rowColumns)
    .where('account_id', '=', accountId)
    .where('asset_id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.asset_id, toAssetRow(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/**
 * Every asset that passes a filter when it is asked for, once and in the filter's order, page by page. One statement says
 * which they are; a sync that is published afterwards adds none and takes none away, though a later page has what it
 * brought of its assets. Each page is a transaction of its own, so that a slow reader holds none open; what is held in
 * memory meanwhile are the ids alone.
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
  const ids = await database.forAccount(accountId, (tx) => listIds(tx, accountId, filter));
  for (let start = 0; start < ids.length; start += pageSize)
    yield await database.forAccount(accountId, (tx) =>
      listByIds(tx, accountId, ids.slice(start, start + pageSize)),
    );
}
