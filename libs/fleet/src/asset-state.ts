import type { AssetState } from '@fleet-watch/contracts';

const hourMs = 3_600_000;

/** What the rule needs to know of an asset. `lastSeenAt` is null for one that was never heard from. */
export type Sighting = { readonly lastSeenAt: Date | null; readonly thresholdHours: number };

/** An asset's state at one moment; `silentSince` is set while it is `SILENT`. */
export type Evaluation = { readonly state: AssetState; readonly silentSince: Date | null };

/** The moment from which an asset that stays quiet counts as silent: its last sign of life plus its threshold. */
export const silentFrom = (lastSeenAt: Date, thresholdHours: number): Date =>
  new Date(lastSeenAt.getTime() + thresholdHours * hourMs);

/**
 * The rule of Fleet Watch. An asset is `NEVER_REPORTED` when it was never heard from, `SILENT` when that is longer
 * ago than its threshold (exactly as long is not), else `REPORTING` — also when its clock runs ahead of ours.
 */
export const evaluateAsset = ({ lastSeenAt, thresholdHours }: Sighting, asOf: Date): Evaluation => {
  if (lastSeenAt === null) return { state: 'NEVER_REPORTED', silentSince: null };
  const from = silentFrom(lastSeenAt, thresholdHours);
  return asOf.getTime() > from.getTime()
    ? { state: 'SILENT', silentSince: from }
    : { state: 'REPORTING', silentSince: null };
};
