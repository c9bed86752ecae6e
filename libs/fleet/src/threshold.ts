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

/** Whether both say the same of every type of asset, in whatever order they name them. */
export const isSameThresholds = (a: Thresholds, b: Thresholds): boolean => {
  const [types, others] = [a, b].map(({ silentAfterHoursByAssetType: byType }) =>
    Object.entries(byType).sort(),
  );
  return a.silentAfterHours === b.silentAfterHours && JSON.stringify(types) === JSON.stringify(others);
};
