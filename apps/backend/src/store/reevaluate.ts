import type { AssetState } from '@fleet-watch/contracts';
import { evaluateAsset, thresholdHoursFor, transitionBetween, type Thresholds } from '@fleet-watch/fleet';
import { sql } from 'kysely';
import { recordToday } from './fleet-days.ts';
import { findDataTime } from './syncs.ts';
import type { AccountTx } from './tables.ts';
import { insertTransitions, type NewTransition } from './transitions.ts';

type KnownAsset = {
  asset_id: string;
  asset_type: string | null;
  last_seen_at: Date | null;
  state: AssetState;
  silent_since: Date | null;
  visible: boolean;
};

type Reevaluated = { asset_id: string; state: AssetState; silent_since: Date | null };

const reevaluate = (asset: KnownAsset, thresholds: Thresholds, asOf: Date): Reevaluated => {
  const thresholdHours = thresholdHoursFor(thresholds, asset.asset_type);
  const { state, silentSince } = evaluateAsset({ lastSeenAt: asset.last_seen_at, thresholdHours }, asOf);
  return { asset_id: asset.asset_id, state, silent_since: silentSince };
};

/** A threshold that someone moved makes an asset silent now, not back then: nobody was told back then. */
const toTransition = (asset: KnownAsset, after: Reevaluated, now: Date): NewTransition[] => {
  const { asset_id: assetId, state: before, last_seen_at: lastSeenAt } = asset;
  const change = transitionBetween({
    before,
    after: { state: after.state, silentSince: after.silent_since },
    lastSeenAt,
    asOf: now,
  });
  return change === undefined || !asset.visible ? [] : [{ assetId, ...change, at: now }];
};

const updateStates = (tx: AccountTx, accountId: string, changed: readonly Reevaluated[]) =>
  sql`
    update asset set state = changed.state, silent_since = changed.silent_since
    from json_to_recordset(${JSON.stringify(changed)}::json)
      as changed(asset_id text, state text, silent_since timestamptz)
    where asset.account_id = ${accountId} and asset.asset_id = changed.asset_id`.execute(tx);

/**
 * Applies changed thresholds to what is known, without reading the fleet again: states, transitions and today's
 * counts, as of the last sync. Does nothing before the first one.
 */
export const reevaluateFleet = async (
  tx: AccountTx,
  { accountId, thresholds, now }: { accountId: string; thresholds: Thresholds; now: Date },
): Promise<readonly NewTransition[]> => {
  const asOf = await findDataTime(tx, accountId);
  if (asOf === undefined) return [];
  const assets = await tx
    .selectFrom('asset')
    .select(['asset_id', 'asset_type', 'last_seen_at', 'state', 'silent_since', 'visible'])
    .where('account_id', '=', accountId)
    .execute();
  const changed: Reevaluated[] = [];
  const transitions: NewTransition[] = [];
  for (const asset of assets) {
    const after = reevaluate(asset, thresholds, asOf);
    if (after.state === asset.state && after.silent_since?.getTime() === asset.silent_since?.getTime())
      continue;
    changed.push(after);
    transitions.push(...toTransition(asset, after, now));
  }
  await updateStates(tx, accountId, changed);
  await insertTransitions(tx, { accountId, syncId: null, transitions });
  await recordToday(tx, accountId, asOf);
  return transitions;
};
