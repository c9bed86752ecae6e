import type { Asset } from './asset.ts';
import type { AssetChanges, FleetAssets } from './fleet-assets.ts';

type Options = {
  readonly assets: FleetAssets;
  readonly assetCount: number;
  readonly changes: () => AssetChanges | undefined;
};

const noneHidden: ReadonlySet<number> = new Set();

/** Which assets an account sees. What is hidden is found once for each version of the changes. */
const createHidden = ({ assets, changes }: Options) => {
  let hiddenNow: { readonly version: number; readonly indices: ReadonlySet<number> } | undefined;

  const readHidden = ({ byAsset }: AssetChanges): ReadonlySet<number> => {
    const found = new Set<number>();
    for (const [assetId, { hidden }] of byAsset) {
      const index = hidden === true ? assets.findIndex(assetId) : undefined;
      if (index !== undefined) found.add(index);
    }
    const before = hiddenNow?.indices;
    // The same set stays the same object, so that what is derived from it stays too.
    return before && before.size === found.size && [...found].every((index) => before.has(index))
      ? before
      : found;
  };

  return (): ReadonlySet<number> => {
    const now = changes();
    if (!now) return noneHidden;
    if (hiddenNow?.version !== now.version) hiddenNow = { version: now.version, indices: readHidden(now) };
    return hiddenNow.indices;
  };
};

/** The part of a fleet that its account sees: looked for, gone through, listed. */
export const createVisibleAssets = (options: Options) => {
  const { assets, assetCount } = options;
  const hiddenIndices = createHidden(options);
  const positions = new Map<string, { readonly hidden: ReadonlySet<number>; readonly list: Int32Array }>();

  const forEachVisible = (visit: (index: number) => void): void => {
    const hidden = hiddenIndices();
    for (let index = 0; index < assetCount; index += 1) if (!hidden.has(index)) visit(index);
  };

  return {
    size: (): number => assetCount - hiddenIndices().size,
    forEachVisible,
    find: (assetId: string): Asset | undefined => {
      const asset = assets.findAny(assetId);
      return asset && hiddenIndices().has(asset.index) ? undefined : asset;
    },
    /** Up to `limit` visible assets from a position on, and where the next begin (undefined at the end). */
    slice: (from: number, limit: number): { readonly assets: readonly Asset[]; readonly next?: number } => {
      const hidden = hiddenIndices();
      const found: Asset[] = [];
      let index = from;
      for (; index < assetCount && found.length < limit; index += 1) {
        if (!hidden.has(index)) found.push(assets.at(index));
      }
      while (hidden.has(index)) index += 1;
      return index < assetCount ? { assets: found, next: index } : { assets: found };
    },
    /**
     * Positions of the visible assets that a list shows, in order; four bytes each, kept until the visible change.
     * What a list shows must not depend on time.
     */
    positionsOf: (name: string, shows: (index: number) => boolean): Int32Array => {
      const hidden = hiddenIndices();
      const known = positions.get(name);
      if (known?.hidden === hidden) return known.list;
      const list = new Int32Array(assetCount);
      let found = 0;
      forEachVisible((index) => {
        if (shows(index)) list[found++] = index;
      });
      const made = { hidden, list: list.subarray(0, found) };
      positions.set(name, made);
      return made.list;
    },
  };
};
