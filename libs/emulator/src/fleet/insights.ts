import type { Asset } from './asset.ts';
import type { Fleet } from './fleet.ts';
import { fraction, hashText } from './hash.ts';

const dayMs = 86_400_000;
const workedHoursPerDay = 4.6;

/** Fuel in percent at the last report; null for what has no tank. */
export const fuelPercent = (fleet: Fleet, asset: Asset): number | null => {
  const seen = fleet.lastSeenAtMs(asset);
  if (asset.isTag || seen === null) return null;
  return 8 + Math.floor(fraction(hashText(asset.assetId), 51, Math.floor(seen / dayMs)) * 92);
};

/** Hours of the engine so far, never less than before; null for what has none. */
export const operatingHours = (fleet: Fleet, asset: Asset): number | null => {
  const seen = fleet.lastSeenAtMs(asset);
  if (asset.isTag || seen === null) return null;
  const sinceMade = Math.max(0, seen - Date.UTC(asset.productionYear, 6)) / dayMs;
  const share = 0.2 + fraction(hashText(asset.assetId), 52) * 0.6;
  return Math.round(sinceMade * workedHoursPerDay * share * 10) / 10;
};
