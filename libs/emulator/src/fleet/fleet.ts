import { createAsset, type Asset } from './asset.ts';
import { createAssetIds } from './asset-id.ts';
import type { Account } from './demo-accounts.ts';
import { fraction, hashText } from './hash.ts';
import { activityAt, lastSeenMs, type Activity, type LifeKey } from './life.ts';

/** What people changed about one asset: by PATCH, or by the control API. */
export type AssetChange = {
  readonly name?: string;
  readonly brand?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly type?: string;
  readonly productionYear?: number;
  readonly externalReference?: string;
  /** No longer visible to the account. */
  readonly hidden?: boolean;
  /** Fleet time in epoch milliseconds at which the device was unplugged. */
  readonly unpluggedAtMs?: number;
};

type Options = {
  readonly account: Account;
  readonly seed: string;
  readonly epochMs: number;
  /** Time of the fleet's own story, in epoch milliseconds, and how far it is ahead of the wall clock. */
  readonly time: { readonly fleetNowMs: () => number; readonly aheadMs: () => number };
  readonly changes: () => ReadonlyMap<string, AssetChange> | undefined;
};

const dayMs = 86_400_000;

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** Above this many, assets are made up again each time instead of kept: ten bytes of story, no memory. */
const keptAtMost = 10_000;

/**
 * The fleet of one account: `count` positions of which some may be hidden. Times that it tells are on the wall
 * clock: when the fleet's story runs ahead, what happened in it is told as that much longer ago, so that a backend
 * that lives by the wall clock sees the right ages.
 */
export const createFleet = ({ account, seed, epochMs, time, changes }: Options) => {
  const number = hashText(`${seed}/${account.accountId}`);
  const ids = createAssetIds({ seed: number, base: 1_000_000 + (number % 400) * 1_000_000 });
  const kept = new Map<number, Asset>();

  const baseAt = (index: number): Asset => {
    const known = kept.get(index);
    if (known) return known;
    const asset = createAsset(account, number, index, ids.toId(index));
    if (account.assetCount <= keptAtMost) kept.set(index, asset);
    return asset;
  };

  /** Where an asset was last heard of: around its place, elsewhere each day that it worked. */
  const placeOf = (asset: Asset): readonly [longitude: number, latitude: number] => {
    const seen = lastSeenMs(lifeKey(asset), storyNowMs(asset));
    const day = seen === null || asset.isTag ? 0 : Math.floor((seen - epochMs) / dayMs);
    const shift = (salt: number) => (fraction(number, asset.index, salt, day) - 0.5) * 0.004;
    return [round(asset.longitude + shift(21)), round(asset.latitude + shift(22))];
  };

  const changeOf = (asset: Asset): AssetChange | undefined => changes()?.get(asset.assetId);

  const at = (index: number): Asset => {
    const asset = baseAt(index);
    const change = changeOf(asset);
    if (!change) return asset;
    const { hidden: _hidden, unpluggedAtMs: _unplugged, ...members } = change;
    return { ...asset, ...members };
  };

  const isHidden = (index: number): boolean => {
    const all = changes();
    return all !== undefined && all.size > 0 && all.get(baseAt(index).assetId)?.hidden === true;
  };

  const lifeKey = (asset: Asset): LifeKey => ({
    seed: number,
    index: asset.index,
    epochMs,
    isTag: asset.isTag,
  });

  const storyNowMs = (asset: Asset): number =>
    Math.min(time.fleetNowMs(), changeOf(asset)?.unpluggedAtMs ?? Number.POSITIVE_INFINITY);

  const lastSeenAtMs = (asset: Asset): number | null => {
    const seen = lastSeenMs(lifeKey(asset), storyNowMs(asset));
    return seen === null ? null : seen - time.aheadMs();
  };

  const activity = (asset: Asset): Activity =>
    changeOf(asset)?.unpluggedAtMs === undefined ? activityAt(lifeKey(asset), time.fleetNowMs()) : 'UNKNOWN';

  const find = (assetId: string): Asset | undefined => {
    const index = ids.findIndex(assetId, account.assetCount);
    return index === undefined || isHidden(index) ? undefined : at(index);
  };

  /** Up to `limit` visible assets from a position on, and where the next begin (undefined at the end). */
  const slice = (
    from: number,
    limit: number,
  ): { readonly assets: readonly Asset[]; readonly next?: number } => {
    const assets: Asset[] = [];
    let index = from;
    for (; index < account.assetCount && assets.length < limit; index += 1) {
      if (!isHidden(index)) assets.push(at(index));
    }
    while (index < account.assetCount && isHidden(index)) index += 1;
    return index < account.assetCount ? { assets, next: index } : { assets };
  };

  const hiddenCount = (): number => {
    let hidden = 0;
    for (const change of changes()?.values() ?? []) if (change.hidden) hidden += 1;
    return hidden;
  };

  const positions = new Map<string, { readonly hidden: number; readonly list: Int32Array }>();

  /**
   * Positions of the visible assets that a list shows, in order; four bytes each, kept until the visible change.
   * What a list shows must not depend on time.
   */
  const positionsOf = (name: string, shows: (asset: Asset) => boolean): Int32Array => {
    const hidden = hiddenCount();
    const known = positions.get(name);
    if (known?.hidden === hidden) return known.list;
    const list = new Int32Array(account.assetCount);
    let found = 0;
    for (let index = 0; index < account.assetCount; index += 1) {
      if (!isHidden(index) && shows(baseAt(index))) list[found++] = index;
    }
    const made = { hidden, list: list.subarray(0, found) };
    positions.set(name, made);
    return made.list;
  };

  return {
    account,
    positionsOf,
    at,
    find,
    /** Also finds what is hidden, for the control API. */
    findAny: (assetId: string): Asset | undefined => {
      const index = ids.findIndex(assetId, account.assetCount);
      return index === undefined ? undefined : at(index);
    },
    slice,
    size: (): number => account.assetCount - hiddenCount(),
    lastSeenAtMs,
    placeOf,
    activity,
  };
};

/** See `createFleet`. */
export type Fleet = ReturnType<typeof createFleet>;
