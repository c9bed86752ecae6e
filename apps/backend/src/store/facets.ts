import type { FleetFacets } from '@fleet-watch/contracts';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
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
    .limit(most);

/**
 * The brands and types of an account's visible assets, the most frequent first. One statement, so that a sync that is
 * just published does not come in between.
 */
export const listFacets = (tx: AccountTx, accountId: string): Promise<FleetFacets> =>
  tx
    .selectNoFrom([
      jsonArrayFrom(countBy(tx, accountId, 'brand')).as('brands'),
      jsonArrayFrom(countBy(tx, accountId, 'asset_type')).as('assetTypes'),
    ])
    .executeTakeFirstOrThrow();
