import type { AssetState } from '@fleet-watch/contracts';
import { transitionBetween } from '@fleet-watch/fleet';
import { sql } from 'kysely';
import { recordToday } from './fleet-days.ts';
import { holdSync, type SyncRun } from './sync-runs.ts';
import { databaseNow } from './syncs.ts';
import type { AccountTx } from './tables.ts';
import { insertTransitions, type NewTransition } from './transitions.ts';

/** Which sync to publish. `asOf` is when its reading began: the moment that states were evaluated for. */
export type Publication = SyncRun & { syncId: string; asOf: Date };

type ChangedRow = {
  asset_id: string;
  before: AssetState;
  state: AssetState;
  silent_since: Date | null;
  last_seen_at: Date | null;
};

const toTransition = (row: ChangedRow, asOf: Date): NewTransition[] => {
  const { asset_id: assetId, before, state, silent_since: silentSince, last_seen_at: lastSeenAt } = row;
  const change = transitionBetween({ before, after: { state, silentSince }, lastSeenAt, asOf });
  return change === undefined ? [] : [{ assetId, ...change }];
};

const findChanges = async (
  tx: AccountTx,
  { accountId, syncId, asOf }: Publication,
): Promise<NewTransition[]> => {
  const rows = await tx
    .selectFrom('asset_staging as staged')
    .innerJoin('asset', (join) =>
      join
        .onRef('asset.account_id', '=', 'staged.account_id')
        .onRef('asset.asset_id', '=', 'staged.asset_id'),
    )
    .where('staged.account_id', '=', accountId)
    .where('staged.sync_id', '=', syncId)
    .whereRef('asset.state', '!=', 'staged.state')
    .select([
      'asset.asset_id',
      'asset.state as before',
      'staged.state',
      'staged.silent_since',
      'staged.last_seen_at',
    ])
    .execute();
  return rows.flatMap((row) => toTransition(row, asOf));
};

/**
 * Adds the assets that nobody has seen yet. Whoever publishes is alone with the fleet, so none can come in between, and the
 * order of the key spares PostgreSQL much of the work on its index: together half of what an upsert takes.
 */
const addNew = (tx: AccountTx, { accountId, syncId }: Publication) =>
  sql`
    insert into asset (account_id, asset_id, name, brand, model, serial_number, asset_type, last_seen_at,
      state, silent_since, search_text, visible)
    select account_id, asset_id, name, brand, model, serial_number, asset_type, last_seen_at, state, silent_since,
      search_text, true
    from asset_staging as staged
    where account_id = ${accountId} and sync_id = ${syncId} and not exists (
      select 1 from asset where asset.account_id = ${accountId} and asset.asset_id = staged.asset_id)
    order by asset_id`.execute(tx);

/** Brings the others up to the reading. A row that says the same already is not written again. */
const updateKnown = (tx: AccountTx, { accountId, syncId }: Publication) =>
  sql`
    update asset as known set name = staged.name, brand = staged.brand, model = staged.model,
      serial_number = staged.serial_number, asset_type = staged.asset_type, last_seen_at = staged.last_seen_at,
      state = staged.state, silent_since = staged.silent_since, search_text = staged.search_text,
      visible = true
    from asset_staging as staged
    where known.account_id = ${accountId} and staged.account_id = ${accountId} and staged.sync_id = ${syncId}
      and staged.asset_id = known.asset_id
      and (known.name, known.brand, known.model, known.serial_number, known.asset_type, known.last_seen_at,
        known.state, known.silent_since, known.search_text, known.visible) is distinct from (staged.name,
        staged.brand, staged.model, staged.serial_number, staged.asset_type, staged.last_seen_at, staged.state,
        staged.silent_since, staged.search_text, true)`.execute(tx);

/** An asset that the reading no longer shows leaves the counts and keeps its history. */
const hideVanished = (tx: AccountTx, { accountId, syncId }: Publication) =>
  sql`
    update asset set visible = false
    where account_id = ${accountId} and visible and not exists (
      select 1 from asset_staging as staged
      where staged.account_id = asset.account_id and staged.sync_id = ${syncId} and staged.asset_id = asset.asset_id)`.execute(
    tx,
  );

/**
 * The staging table was empty a moment ago, and PostgreSQL still plans for that: a nested loop over 100,000 assets
 * and as many staged ones ran for minutes. Without it, and without sorting where nobody asks for an order, the plan is a
 * hash of one pass, which suits any size; one of 100,000 assets has room in this much memory.
 */
const planForManyRows = (tx: AccountTx) =>
  sql`
    select set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true),
      set_config('work_mem', '64MB', true)`.execute(tx);

/** Some of what a sync had staged is gone; the next try reads the fleet again. */
export class StagedPartLostError extends Error {
  override readonly name = 'StagedPartLostError';
  readonly code = 'staged_part_lost';

  constructor(syncId: string, { staged, fetched }: { readonly staged: number; readonly fetched: number }) {
    super(`Sync ${syncId} read ${fetched} assets, and ${staged} of them are staged.`);
  }
}

/** An asset that paging delivered twice counts once; the later reading wins. */
const forgetEarlier = (tx: AccountTx, { accountId, syncId }: Publication) =>
  sql`
    delete from asset_staging as earlier using asset_staging as later
    where earlier.account_id = ${accountId} and earlier.sync_id = ${syncId}
      and later.account_id = ${accountId} and later.sync_id = ${syncId}
      and later.asset_id = earlier.asset_id and later.position > earlier.position`.execute(tx);

/**
 * PostgreSQL empties an unlogged table when it recovers from a crash, and a worker outlives that. What was counted
 * stands in a logged table, so a reading that lost its beginning is found out before it hides half a fleet.
 *
 * @returns how many assets the reading has
 */
const checkComplete = async (tx: AccountTx, publication: Publication, fetched: number): Promise<number> => {
  const { accountId, syncId } = publication;
  const { staged, assets } = await tx
    .selectFrom((from) =>
      from
        .selectFrom('asset_staging')
        .select(sql<number>`count(*)`.as('times'))
        .where('account_id', '=', accountId)
        .where('sync_id', '=', syncId)
        .groupBy('asset_id')
        .as('staged_asset'),
    )
    .select([sql<number>`count(*)::int`.as('assets'), sql<number>`coalesce(sum(times), 0)::int`.as('staged')])
    .executeTakeFirstOrThrow();
  if (staged !== fetched) throw new StagedPartLostError(syncId, { staged, fetched });
  if (assets < staged) await forgetEarlier(tx, publication);
  return assets;
};

/**
 * Makes a complete reading visible. Call it in one transaction: readers see the fleet before it or after it.
 *
 * @throws {SyncTakenOverError} when another run has begun this sync
 * @throws {StagedPartLostError} when the database lost some of the reading
 */
export const publishSync = async (
  tx: AccountTx,
  publication: Publication,
): Promise<readonly NewTransition[]> => {
  const { accountId, syncId, asOf } = publication;
  const { fetched: counted } = await holdSync(tx, publication, syncId);
  await planForManyRows(tx);
  const fetched = await checkComplete(tx, publication, counted);
  const changes = await findChanges(tx, publication);
  // Before there are new ones, which are up to date and not gone.
  await updateKnown(tx, publication);
  await hideVanished(tx, publication);
  await addNew(tx, publication);
  await insertTransitions(tx, { accountId, syncId, transitions: changes });
  await recordToday(tx, accountId, asOf);
  await tx.deleteFrom('asset_staging').where('account_id', '=', accountId).execute();
  await tx
    .updateTable('sync')
    .set({ state: 'SUCCEEDED', finished_at: databaseNow, as_of: asOf, fetched })
    .where('account_id', '=', accountId)
    .where('id', '=', syncId)
    .execute();
  return changes;
};
