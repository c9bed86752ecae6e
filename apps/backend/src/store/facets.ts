import type { FleetFacets } from '@fleet-watch/contracts';
import { sql } from 'kysely';
import type { AccountTx } from './tables.ts';

const most = 500;

const countBy = (tx: AccountTx, accountId: string, column: 'brand' | 'asset_type') =>
  tx
    .selectFrom('asset')
    .select([sql<string>`${sql.ref(column)}`.as('value'), sql<number>`count(*)::int`.as('count')])
    .where('account_id', '=', accountId)
    .where('visible', '=', true)
    .where(column, 'is not', null)
    .groupBy(column)
    .orderBy('count', 'desc')
    .orderBy('value')
    .limit(most)
    .execute();

/** The brands and types of an account's visible assets, the most frequent first. */
export const listFacets = async (tx: AccountTx, accountId: string): Promise<FleetFacets> => ({
  brands: await countBy(tx, accountId, 'brand'),
  assetTypes: await countBy(tx, accountId, 'asset_type'),
});
