import { findKind } from './asset.ts';
import type { Account } from './demo-accounts.ts';
import { createFleetAssets, type AssetChanges } from './fleet-assets.ts';
import { createFleetLife, type FleetTime } from './fleet-life.ts';
import { hashText } from './hash.ts';
import { createVisibleAssets } from './visible-assets.ts';

type Options = {
  readonly account: Account;
  readonly seed: string;
  readonly epochMs: number;
  readonly time: FleetTime;
  readonly changes: () => AssetChanges | undefined;
};

/** The fleet of one account: `count` positions of which some may be hidden. */
export const createFleet = ({ account, seed, epochMs, time, changes }: Options) => {
  const number = hashText(`${seed}/${account.accountId}`);
  const assets = createFleetAssets({ account, number, changes });
  return {
    account,
    at: assets.at,
    findAny: assets.findAny,
    /** What it is, without making the asset up. */
    assetTypeAt: (index: number) => findKind(account, number, index).assetType,
    ...createVisibleAssets({ assets, assetCount: account.assetCount, changes }),
    ...createFleetLife({ account, number, epochMs, time, assets }),
  };
};

/** See `createFleet`. */
export type Fleet = ReturnType<typeof createFleet>;
