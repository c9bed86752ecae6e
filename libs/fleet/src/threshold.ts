import type { ThresholdsInput } from '@fleet-watch/contracts';

/** After how many hours without a sign of life an asset of this type is silent. Unknown types take the default. */
export const thresholdHoursFor = (thresholds: ThresholdsInput, assetType: string | null): number => {
  const byType = thresholds.silentAfterHoursByAssetType;
  return assetType !== null && Object.hasOwn(byType, assetType)
    ? (byType[assetType] ?? thresholds.silentAfterHours)
    : thresholds.silentAfterHours;
};

/** Whether both say the same of every type of asset, in whatever order they name them. */
export const isSameThresholds = (a: ThresholdsInput, b: ThresholdsInput): boolean => {
  const [types, others] = [a, b].map(({ silentAfterHoursByAssetType: byType }) =>
    Object.entries(byType).sort(),
  );
  return a.silentAfterHours === b.silentAfterHours && JSON.stringify(types) === JSON.stringify(others);
};
