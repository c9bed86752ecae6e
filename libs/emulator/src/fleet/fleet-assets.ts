import { createAsset, type Asset } from './asset.ts';
import { createAssetIds } from './asset-id.ts';
import type { Account } from './demo-accounts.ts';

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
  /** What the fleet is made up from. */
  readonly number: number;
  readonly changes: () => AssetChanges | undefined;
};

/** Above this many, assets are made up again each time instead of kept. */
const keptAtMost = 10_000;

/** The assets of one account by position, made up from a number, with what people changed about them. */
export const createFleetAssets = ({ account, number, changes }: Options) => {
  const ids = createAssetIds({ seed: number, base: 1_000_000 + (number % 400) * 1_000_000 });
  const kept = new Map<number, Asset>();

  const baseAt = (index: number): Asset => {
    const known = kept.get(index);
    if (known) return known;
    const asset = createAsset(account, { seed: number, index, assetId: ids.toId(index) });
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

  const findIndex = (assetId: string): number | undefined => ids.findIndex(assetId, account.assetCount);

  return {
    at,
    changeAt,
    findIndex,
    /** Also finds what is hidden. */
    findAny: (assetId: string): Asset | undefined => {
      const index = findIndex(assetId);
      return index === undefined ? undefined : at(index);
    },
  };
};

/** See `createFleetAssets`. */
export type FleetAssets = ReturnType<typeof createFleetAssets>;
