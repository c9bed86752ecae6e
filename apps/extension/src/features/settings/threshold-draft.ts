import type { ThresholdsInput } from '@fleet-watch/contracts';
import { isSameThresholds } from '@fleet-watch/fleet';

/** The thresholds as they are being typed: text, because half a number is not a number. */
export type ThresholdDraft = Readonly<{ usual: string; byType: Readonly<Record<string, string>> }>;

export const fewestHours = 1;
export const mostHours = 2_160;

/** Whole hours from 1 to 2160, or undefined. */
export const findHours = (text: string): number | undefined => {
  const hours = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return hours >= fewestHours && hours <= mostHours ? hours : undefined;
};

export const toThresholdDraft = ({
  silentAfterHours,
  silentAfterHoursByAssetType,
}: ThresholdsInput): ThresholdDraft => ({
  usual: String(silentAfterHours),
  byType: Object.fromEntries(
    Object.entries(silentAfterHoursByAssetType).map(([assetType, hours]) => [assetType, String(hours)]),
  ),
});

/** What a draft says, or undefined while any part of it is no whole number of hours. */
export const findThresholds = ({ usual, byType }: ThresholdDraft): ThresholdsInput | undefined => {
  const silentAfterHours = findHours(usual);
  const hours = Object.entries(byType).map(([assetType, text]) => [assetType, findHours(text)] as const);
  if (silentAfterHours === undefined || hours.some(([, value]) => value === undefined)) return undefined;
  return {
    silentAfterHours,
    silentAfterHoursByAssetType: Object.fromEntries(
      hours.flatMap(([assetType, value]) => (value === undefined ? [] : [[assetType, value]])),
    ),
  };
};

/** Whether two drafts say the same, in whatever order. One that says nothing yet is like no other. */
export const isSameDraft = (left: ThresholdDraft, right: ThresholdDraft): boolean => {
  const [a, b] = [findThresholds(left), findThresholds(right)];
  return a !== undefined && b !== undefined && isSameThresholds(a, b);
};
