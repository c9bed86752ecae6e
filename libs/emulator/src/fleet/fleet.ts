import { createAsset, findKind, isTagKind, type Asset } from './asset.ts';
import { createAssetIds } from './asset-id.ts';
import type { Account } from './demo-accounts.ts';
import { fraction, hashText } from './hash.ts';
import { activityAt, isNeverHeard, lastSeenMs, type Activity, type LifeKey } from './life.ts';

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

/** Every change of a fleet; `version` grows with each. */
export type AssetChanges = { readonly version: number; readonly byAsset: ReadonlyMap<string, AssetChange> };

type Options = {
  readonly account: Account;
  readonly seed: string;
  readonly epochMs: number;
  /** Time of the fleet's own story, in epoch milliseconds, and how far it is ahead of the wall clock. */
  readonly time: { readonly fleetNowMs: () => number; readonly aheadMs: () => number };
  readonly changes: () => AssetChanges | undefined;
};

const dayMs = 86_400_000;

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** Above this many, assets are made up again each time instead of kept. */
const keptAtMost = 10_000;

const noneHidden: ReadonlySet<number> = new Set();

/**
 * The fleet of one account: `count` positions of which some may be hidden. Times that it tells are on the wall
 * clock: when the fleet's story runs ahead, what happened in it is told as that much longer ago, so that a backend
 * that lives by the wall clock sees the right ages.
 */
export const createFleet = ({ account, seed, epochMs, time, changes }: Options) => {
  const number = hashText(`${seed}/${account.accountId}`);
  const ids = createAssetIds({ seed: number, base: 1_000_000 + (number % 400) * 1_000_000 });
  const kept = new Map<number, Asset>();
  const positions = new Map<string, { readonly hidden: ReadonlySet<number>; readonly list: Int32Array }>();
  let hiddenNow: { readonly version: number; readonly indices: ReadonlySet<number> } | undefined;

  const baseAt = (index: number): Asset => {
    const known = kept.get(index);
    if (known) return known;
    const asset = createAsset(account, number, index, ids.toId(index));
    if (account.assetCount <= keptAtMost) kept.set(index, asset);
    return asset;
  };

  const changeAt = (index: number): AssetChange | undefined => {
    const all = changes()?.byAsset;
    return all === undefined || all.size === 0
      ? undefined
      : all.get(kept.get(index)?.assetId ?? ids.toId(index));
  };

  const at = (index: number): Asset => {
    const asset = baseAt(index);
    const change = changeAt(index);
    if (!change) return asset;
    const { hidden: _hidden, unpluggedAtMs: _unplugged, ...members } = change;
    return { ...asset, ...members };
  };

  const readHidden = ({ byAsset }: AssetChanges): ReadonlySet<number> => {
    const found = new Set<number>();
    for (const [assetId, { hidden }] of byAsset) {
      const index = hidden === true ? ids.findIndex(assetId, account.assetCount) : undefined;
      if (index !== undefined) found.add(index);
    }
    const before = hiddenNow?.indices;
    // The same set stays the same object, so that what is derived from it stays too.
    return before && before.size === found.size && [...found].every((index) => before.has(index))
      ? before
      : found;
  };

  const hiddenIndices = (): ReadonlySet<number> => {
    const now = changes();
    if (!now) return noneHidden;
    if (hiddenNow?.version !== now.version) hiddenNow = { version: now.version, indices: readHidden(now) };
    return hiddenNow.indices;
  };

  const isTagAt = (index: number): boolean => isTagKind(findKind(account, number, index));
  const lifeKey = (index: number, isTag = isTagAt(index)): LifeKey => ({
    seed: number,
    index,
    epochMs,
    isTag,
  });

  const storyNowMs = (index: number): number =>
    Math.min(time.fleetNowMs(), changeAt(index)?.unpluggedAtMs ?? Number.POSITIVE_INFINITY);

  const lastSeenAtMs = ({ index, isTag }: Pick<Asset, 'index' | 'isTag'>): number | null => {
    const seen = lastSeenMs(lifeKey(index, isTag), storyNowMs(index));
    return seen === null ? null : seen - time.aheadMs();
  };

  /** Where an asset was last heard of: around its place, elsewhere each day that it worked. */
  const placeOf = (asset: Asset): readonly [longitude: number, latitude: number] => {
    const seen = lastSeenMs(lifeKey(asset.index, asset.isTag), storyNowMs(asset.index));
    const day = seen === null || asset.isTag ? 0 : Math.floor((seen - epochMs) / dayMs);
    const shift = (salt: number) => (fraction(number, asset.index, salt, day) - 0.5) * 0.004;
    return [round(asset.longitude + shift(21)), round(asset.latitude + shift(22))];
  };

  const activity = ({ index, isTag }: Asset): Activity =>
    changeAt(index)?.unpluggedAtMs === undefined
      ? activityAt(lifeKey(index, isTag), time.fleetNowMs())
      : 'UNKNOWN';

  const findAny = (assetId: string): Asset | undefined => {
    const index = ids.findIndex(assetId, account.assetCount);
    return index === undefined ? undefined : at(index);
  };

  const find = (assetId: string): Asset | undefined => {
    const asset = findAny(assetId);
    return asset && hiddenIndices().has(asset.index) ? undefined : asset;
  };

  const forEachVisible = (visit: (index: number) => void): void => {
    const hidden = hiddenIndices();
    for (let index = 0; index < account.assetCount; index += 1) if (!hidden.has(index)) visit(index);
  };

  /** Up to `limit` visible assets from a position on, and where the next begin (undefined at the end). */
  const slice = (
    from: number,
    limit: number,
  ): { readonly assets: readonly Asset[]; readonly next?: number } => {
    const hidden = hiddenIndices();
    const assets: Asset[] = [];
    let index = from;
    for (; index < account.assetCount && assets.length < limit; index += 1) {
      if (!hidden.has(index)) assets.push(at(index));
    }
    while (hidden.has(index)) index += 1;
    return index < account.assetCount ? { assets, next: index } : { assets };
  };

  /**
   * Positions of the visible assets that a list shows, in order; four bytes each, kept until the visible change.
   * What a list shows must not depend on time.
   */
  const positionsOf = (name: string, shows: (index: number) => boolean): Int32Array => {
    const hidden = hiddenIndices();
    const known = positions.get(name);
    if (known?.hidden === hidden) return known.list;
    const list = new Int32Array(account.assetCount);
    let found = 0;
    forEachVisible((index) => {
      if (shows(index)) list[found++] = index;
    });
    const made = { hidden, list: list.subarray(0, found) };
    positions.set(name, made);
    return made.list;
  };

  return {
    account,
    at,
    find,
    /** Also finds what is hidden, for the control API. */
    findAny,
    slice,
    size: (): number => account.assetCount - hiddenIndices().size,
    forEachVisible,
    positionsOf,
    /** What it is, without making the asset up. */
    assetTypeAt: (index: number) => findKind(account, number, index).assetType,
    /** Whether it ever reported, which time does not change. */
    isHeardAt: (index: number): boolean => !isNeverHeard(lifeKey(index)),
    lastSeenAtMs,
    /** The same without making the asset up. */
    lastSeenAtIndexMs: (index: number): number | null => lastSeenAtMs({ index, isTag: isTagAt(index) }),
    placeOf,
    activity,
  };
};

/** See `createFleet`. */
export type Fleet = ReturnType<typeof createFleet>;
