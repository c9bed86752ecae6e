import type { AssetFilter, AssetRow, AssetSort } from '@fleet-watch/contracts';
import { sql, type RawBuilder } from 'kysely';
import { newestSucceeded } from './newest-succeeded.ts';
import type { AccountTx, AssetColumns } from './tables.ts';

const columnOf: Readonly<Record<AssetSort['field'], keyof AssetColumns>> = {
  assetId: 'asset_id',
  name: 'name',
  brand: 'brand',
  model: 'model',
  serialNumber: 'serial_number',
  assetType: 'asset_type',
  state: 'state',
  lastSeenAt: 'last_seen_at',
  silentSince: 'silent_since',
};

/** The longest silent first; those that are not silent after them, by name. */
const defaultOrder: readonly AssetSort[] = [
  { field: 'silentSince', descending: false },
  { field: 'name', descending: false },
];

/** Makes the wildcards of LIKE in a person's word ordinary characters. */
const toLikePattern = (word: string): string => `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** A pattern for each word: people don't know in which order name, brand, model and serial number are stored. */
const toLikePatterns = (q = ''): readonly string[] =>
  q
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(toLikePattern);

/** The moment that many hours before the last complete sync, which is what states are as of. */
const toQuietSince = (tx: AccountTx, accountId: string, hours: number) =>
  newestSucceeded(tx, accountId).select(sql<Date>`as_of - make_interval(hours => ${hours}::int)`.as('since'));

/** The visible assets of an account that pass a filter, in no order yet. */
export const filteredAssets = (tx: AccountTx, accountId: string, filter: AssetFilter) => {
  const { state, assetType, brand, quietForHours, q } = filter;
  return tx
    .selectFrom('asset')
    .where((is) =>
      is.and([
        is('account_id', '=', accountId),
        is('visible', '=', true),
        ...(state === undefined ? [] : [is('state', '=', state)]),
        ...(assetType === undefined ? [] : [is('asset_type', '=', assetType)]),
        ...(brand === undefined ? [] : [is('brand', '=', brand)]),
        ...(quietForHours === undefined
          ? []
          : [is('last_seen_at', '<=', toQuietSince(tx, accountId, quietForHours))]),
        ...toLikePatterns(q).map((pattern) => is('search_text', 'like', pattern)),
      ]),
    );
};

/** Puts a query in the order a filter asks for, made total by the asset's id so that pages never overlap; empty values last. */
export const inOrder = <Query extends { orderBy(step: RawBuilder<unknown>): Query }>(
  query: Query,
  sort: AssetFilter['sort'],
): Query => {
  const steps = (sort ?? defaultOrder).map(
    ({ field, descending }) =>
      sql`${sql.ref(columnOf[field])} ${descending ? sql`desc` : sql`asc`} nulls last`,
  );
  return [...steps, sql`asset_id`].reduce((ordered, step) => ordered.orderBy(step), query);
};

/** The columns that make up a row for people. */
export const rowColumns = [
  'asset_id',
  'name',
  'brand',
  'model',
  'serial_number',
  'asset_type',
  'state',
  'last_seen_at',
  'silent_since',
] as const satisfies readonly (keyof AssetColumns)[];

/** A stored asset in the contract's words. */
export const toAssetRow = (row: Pick<AssetColumns, (typeof rowColumns)[number]>): AssetRow => ({
  assetId: row.asset_id,
  name: row.name,
  brand: row.brand,
  model: row.model,
  serialNumber: row.serial_number,
  assetType: row.asset_type,
  state: row.state,
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  silentSince: row.silent_since?.toISOString() ?? null,
});
