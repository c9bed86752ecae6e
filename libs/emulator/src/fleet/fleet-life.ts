import { findKind, isTagKind, type Asset } from './asset.ts';
import type { Account } from './demo-accounts.ts';
import type { FleetAssets } from './fleet-assets.ts';
import { turnFraction } from './hash.ts';
import { activityAt, isNeverHeard, lastSeenMs, type Activity, type LifeKey } from './life.ts';

/** Time of the fleet's own story, in epoch milliseconds, and how far it is ahead of the wall clock. */
export type FleetTime = { readonly fleetNowMs: () => number; readonly aheadMs: () => number };

type Options = {
  readonly account: Account;
  readonly number: number;
  readonly epochMs: number;
  readonly time: FleetTime;
  readonly assets: FleetAssets;
};

const dayMs = 86_400_000;

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/**
 * When the machines of a fleet were heard, and where. Times that it tells are on the wall clock: when the fleet's
 * story runs ahead, what happened in it is told as that much longer ago, so that a backend that lives by the wall
 * clock sees the right ages.
 */
export const createFleetLife = ({ account, number, epochMs, time, assets }: Options) => {
  const isTagAt = (index: number): boolean => isTagKind(findKind(account, number, index));
  const lifeKey = (index: number, isTag = isTagAt(index)): LifeKey => ({
    seed: number,
    index,
    epochMs,
    isTag,
  });

  const storyNowMs = (index: number): number =>
    Math.min(time.fleetNowMs(), assets.changeAt(index)?.unpluggedAtMs ?? Number.POSITIVE_INFINITY);

  const lastSeenAtMs = ({ index, isTag }: Pick<Asset, 'index' | 'isTag'>): number | null => {
    const seen = lastSeenMs(lifeKey(index, isTag), storyNowMs(index));
    return seen === null ? null : seen - time.aheadMs();
  };

  return {
    lastSeenAtMs,
    /** The same without making the asset up. */
    lastSeenAtIndexMs: (index: number): number | null => lastSeenAtMs({ index, isTag: isTagAt(index) }),
    /** Whether it ever reported, which time does not change. */
    isHeardAt: (index: number): boolean => !isNeverHeard(lifeKey(index)),
    /** Where an asset was last heard of: around its place, elsewhere each day that it worked. */
    placeOf: (asset: Asset): readonly [longitude: number, latitude: number] => {
      const key = lifeKey(asset.index, asset.isTag);
      const seen = lastSeenMs(key, storyNowMs(asset.index));
      const day = seen === null || asset.isTag ? 0 : Math.floor((seen - epochMs) / dayMs);
      const shift = (salt: number) => (turnFraction(key, salt, day) - 0.5) * 0.004;
      return [round(asset.longitude + shift(21)), round(asset.latitude + shift(22))];
    },
    activity: ({ index, isTag }: Asset): Activity =>
      assets.changeAt(index)?.unpluggedAtMs === undefined
        ? activityAt(lifeKey(index, isTag), time.fleetNowMs())
        : 'UNKNOWN',
  };
};
