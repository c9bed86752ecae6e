import { z } from 'zod';
import type { Platform } from '../platform.ts';

/** What happens to one asset from outside; what is left out stays as it is. */
export const assetSwitchesSchema = z.strictObject({
  /** Its device is unplugged (nothing is heard of it from now on) or plugged in again. */
  unplugged: z.boolean().optional(),
  /** The account does not see it any more, or sees it again. */
  hidden: z.boolean().optional(),
});

/** See `assetSwitchesSchema`. */
export type AssetSwitches = Readonly<z.output<typeof assetSwitchesSchema>>;

/** Switches an asset; false when the account has none of that id. */
export const changeAsset = async (
  { findFleet, state, clock, log, save }: Platform,
  { accountId, assetId }: { readonly accountId: string; readonly assetId: string },
  { unplugged, hidden }: AssetSwitches,
): Promise<boolean> => {
  const asset = findFleet(accountId)?.findAny(assetId);
  if (!asset) return false;
  const { unpluggedAtMs, ...rest } = state.findChange(accountId, asset.assetId) ?? {};
  const isOff = unplugged ?? unpluggedAtMs !== undefined;
  state.changeAsset(accountId, asset.assetId, {
    ...rest,
    ...(hidden === undefined ? {} : { hidden }),
    ...(isOff ? { unpluggedAtMs: unpluggedAtMs ?? clock.fleetNowMs() } : {}),
  });
  await save();
  log.addChange('assets');
  return true;
};
