import type { Settings } from '@fleet-watch/contracts';

/** The part of an account's settings that decides when an asset is silent. */
export type Thresholds = Pick<Settings, 'silentAfterHours' | 'silentAfterHoursByAssetType'>;

/** After how many hours without a sign of life an asset of this type is silent. Unknown types take the default. */
export const thresholdHoursFor = (thresholds: Thresholds, assetType: string | null): number => {
  const byType = thresholds.silentAfterHoursByAssetType;
  return assetType !== null && Object.hasOwn(byType, assetType)
    ? (byType[assetType] ?? thresholds.silentAfterHours)
    : thresholds.silentAfterHours;
};
