import { sql } from 'kysely';
import { holdSync, type SyncRun } from './sync-runs.ts';
import type { AccountTx, AssetColumns } from './tables.ts';

/** An asset as a sync read it, evaluated and ready to be put down. */
export type StagedAsset = Omit<AssetColumns, 'account_id'>;

/** What people's words are looked for in. Lowered here as the words are: a database in the C locale lowers no `Ø`. */
const toSearchText = ({ name, serial_number, brand, model }: StagedAsset): string =>
  [name, serial_number, brand, model]
    .map((text) => text ?? '')
    .join(' ')
    .toLowerCase();

const recordColumns = sql`(asset_id text, name text, brand text, model text, serial_number text, asset_type text,
  last_seen_at timestamptz, state text, silent_since timestamptz, search_text text)`;

/** One asset in the form that the database takes: text that is made once and dies young. */
export type StagedRow = string & { readonly stagedRow: unique symbol };

/** Puts an asset into the form in which it travels to the database. */
export const toStagedRow = (asset: StagedAsset): StagedRow =>
  JSON.stringify({ ...asset, search_text: toSearchText(asset) }) as StagedRow;

/** A part of a reading. `source` says by which of Trackunit's APIs it came. */
export type StagedPart = {
  readonly syncId: string;
  readonly source: string;
  readonly rows: readonly StagedRow[];
};

/**
 * Puts a part of assets beside what users see, and counts it. One statement whatever its length: the part
 * travels as one JSON parameter. Assets that paging delivers twice are sorted out by `publishSync`: an index that
 * finds them here takes longer than all the rest of this.
 *
 * @throws {SyncTakenOverError} when another run has begun this sync
 */
export const stageAssets = async (
  tx: AccountTx,
  run: SyncRun,
  { syncId, source, rows }: StagedPart,
): Promise<void> => {
  const { accountId } = run;
  await holdSync(tx, run, syncId);
  await sql`
    with part as (
      insert into asset_staging (account_id, sync_id, asset_id, name, brand, model, serial_number, asset_type,
        last_seen_at, state, silent_since, search_text)
      select ${accountId}::uuid, ${syncId}::uuid, asset_id, name, brand, model, serial_number, asset_type,
        last_seen_at, state, silent_since, search_text
      from json_to_recordset(${`[${rows.join(',')}]`}::json) as part${recordColumns}
    )
    update sync set source = ${source}, fetched = fetched + ${rows.length}
    where account_id = ${accountId} and id = ${syncId}`.execute(tx);
};
