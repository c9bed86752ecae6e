import { sql } from 'kysely';
import { holdSync, type SyncRun } from './sync-runs.ts';
import type { AccountTx, AssetColumns } from './tables.ts';

/** An asset as a sync read it, evaluated and ready to be put down. */
export type StagedAsset = Omit<AssetColumns, 'account_id'>;

const recordColumns = sql`(asset_id text, name text, brand text, model text, serial_number text, asset_type text,
  last_seen_at timestamptz, state text, silent_since timestamptz)`;

/** A part of a reading. `source` says by which of Trackunit's APIs it came. */
export type StagedPart = {
  readonly syncId: string;
  readonly source: string;
  readonly assets: readonly StagedAsset[];
};

/**
 * Puts a part of assets beside what users see, and counts it. One statement whatever its length: the part
 * travels as one JSON parameter. An asset that paging delivers twice counts once, the later reading wins.
 *
 * @throws {SyncTakenOverError} when another run has begun this sync
 */
export const stageAssets = async (
  tx: AccountTx,
  run: SyncRun,
  { syncId, source, assets }: StagedPart,
): Promise<void> => {
  const { accountId } = run;
  await holdSync(tx, run, syncId);
  const latest = [...new Map(assets.map((asset) => [asset.asset_id, asset])).values()];
  await sql`
    with page as (
      insert into asset_staging (account_id, sync_id, asset_id, name, brand, model, serial_number, asset_type,
        last_seen_at, state, silent_since)
      select ${accountId}::uuid, ${syncId}::uuid, asset_id, name, brand, model, serial_number, asset_type,
        last_seen_at, state, silent_since
      from json_to_recordset(${JSON.stringify(latest)}::json) as page${recordColumns}
      on conflict (account_id, sync_id, asset_id) do update set name = excluded.name, brand = excluded.brand,
        model = excluded.model, serial_number = excluded.serial_number, asset_type = excluded.asset_type,
        last_seen_at = excluded.last_seen_at, state = excluded.state, silent_since = excluded.silent_since
      returning (xmax = 0) as is_new
    )
    update sync set source = ${source}, fetched = fetched + (select count(*) from page where is_new)
    where account_id = ${accountId} and id = ${syncId}`.execute(tx);
};
