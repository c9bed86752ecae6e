import type { ThresholdsInput } from '@fleet-watch/contracts';
import { evaluateAsset, thresholdHoursFor, transitionBetween } from '@fleet-watch/fleet';
import { sql } from 'kysely';
import { recordToday } from './fleet-days.ts';
import { findDataTime } from './syncs.ts';
import type { AccountTx, AssetColumns } from './tables.ts';
import { insertTransitions, type NewTransition } from './transitions.ts';

const evaluatedColumns = ['asset_id', 'asset_type', 'last_seen_at', 'state', 'silent_since'] as const;

type Evaluated = Pick<AssetColumns, (typeof evaluatedColumns)[number]>;

type Reevaluated = Pick<AssetColumns, 'asset_id' | 'state' | 'silent_since'>;

/** What an asset is under these thresholds, nothing where that is what it was. */
const reevaluate = (asset: Evaluated, thresholds: ThresholdsInput, asOf: Date): Reevaluated | undefined => {
  const thresholdHours = thresholdHoursFor(thresholds, asset.asset_type);
  const { state, silentSince } = evaluateAsset({ lastSeenAt: asset.last_seen_at, thresholdHours }, asOf);
  const isSame = state === asset.state && silentSince?.getTime() === asset.silent_since?.getTime();
  return isSame ? undefined : { asset_id: asset.asset_id, state, silent_since: silentSince };
};

/** A threshold that someone moved makes an asset silent now, not back then: nobody was told back then. */
const toTransition = (asset: Evaluated, after: Reevaluated, now: Date): NewTransition[] => {
  const { asset_id: assetId, state: before, last_seen_at: lastSeenAt } = asset;
  const change = transitionBetween({
    before,
    after: { state: after.state, silentSince: after.silent_since },
    lastSeenAt,
    asOf: now,
  });
  return change === undefined ? [] : [{ assetId, ...change, at: now }];
};

const updateStates = async (
  tx: AccountTx,
  table: 'asset' | 'asset_staging',
  { accountId, changed }: { accountId: string; changed: readonly Reevaluated[] },
): Promise<void> => {
  if (changed.length === 0) return;
  await sql`
    update ${sql.table(table)} as known set state = changed.state, silent_since = changed.silent_since
    from json_to_recordset(${JSON.stringify(changed)}::json)
      as changed(asset_id text, state text, silent_since timestamptz)
    where known.account_id = ${accountId} and known.asset_id = changed.asset_id`.execute(tx);
};

/**
 * Applies changed thresholds to what is known, without reading the fleet again: states, transitions and today's
 * counts, as of the last sync. Does nothing before the first one. An asset that has left the fleet keeps the state that
 * people last saw, so that the sync which brings it back tells what changed.
 */
export const reevaluateFleet = async (
  tx: AccountTx,
  { accountId, thresholds, now }: { accountId: string; thresholds: ThresholdsInput; now: Date },
): Promise<readonly NewTransition[]> => {
  const asOf = await findDataTime(tx, accountId);
  if (asOf === undefined) return [];
  const assets = await tx
    .selectFrom('asset')
    .select(evaluatedColumns)
    .where('account_id', '=', accountId)
    .where('visible', '=', true)
    .execute();
  const changed: Reevaluated[] = [];
  const transitions: NewTransition[] = [];
  for (const asset of assets) {
    const after = reevaluate(asset, thresholds, asOf);
    if (after === undefined) continue;
    changed.push(after);
    transitions.push(...toTransition(asset, after, now));
  }
  await updateStates(tx, 'asset', { accountId, changed });
  await insertTransitions(tx, { accountId, syncId: null, transitions });
  await recordToday(tx, accountId, asOf);
  return transitions;
};

/** Applies changed thresholds to a reading that nobody has seen yet. What they change is told to nobody. */
export const reevaluateStaged = async (
  tx: AccountTx,
  {
    accountId,
    syncId,
    thresholds,
    asOf,
  }: { accountId: string; syncId: string; thresholds: ThresholdsInput; asOf: Date },
): Promise<void> => {
  const assets = await tx
    .selectFrom('asset_staging')
    .select(evaluatedColumns)
    .where('account_id', '=', accountId)
    .where('sync_id', '=', syncId)
    .execute();
  const changed = assets.flatMap((asset) => reevaluate(asset, thresholds, asOf) ?? []);
  await updateStates(tx, 'asset_staging', { accountId, changed });
};
