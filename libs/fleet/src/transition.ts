import type { AssetState } from '@fleet-watch/contracts';
import type { Evaluation } from './asset-state.ts';

/** A change of state to be told once. */
export type StateChange = {
  readonly from: AssetState;
  readonly to: AssetState;
  /** When the new state became true, as far as can be known; never later than `asOf`. */
  readonly at: Date;
  readonly lastSeenAt: Date | null;
};

/** What happened to one asset between two looks, the second one at `asOf`. */
export type Observation = {
  readonly before: AssetState;
  readonly after: Evaluation;
  readonly lastSeenAt: Date | null;
  readonly asOf: Date;
};

/**
 * The transition between two looks at an asset, or nothing when its state is the same.
 *
 * Going silent happened when the threshold ran out, coming back when the asset was last seen; what can't be dated
 * (a sign of life withdrawn) happened when we looked.
 */
export const transitionBetween = ({
  before,
  after,
  lastSeenAt,
  asOf,
}: Observation): StateChange | undefined => {
  if (before === after.state) return undefined;
  const known = after.state === 'SILENT' ? after.silentSince : lastSeenAt;
  const at = known !== null && known.getTime() < asOf.getTime() ? known : asOf;
  return { from: before, to: after.state, at, lastSeenAt };
};
