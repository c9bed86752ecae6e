import type { FleetTruth, TrueAsset } from '../control/shapes.ts';
import type { Fleet } from './fleet.ts';

const hourMs = 3_600_000;

/** Which silence counts; hours. */
export type Thresholds = {
  readonly silentAfterHours: number;
  readonly silentAfterHoursByAssetType?: Readonly<Record<string, number>>;
  /** `false` leaves the list of assets empty (for large fleets). */
  readonly withAssets?: boolean;
};

/** Everything about a fleet that a test compares with: counts by state and every asset's true last sign of life. */
export const toTruth = (fleet: Fleet, nowMs: number, thresholds: Thresholds): FleetTruth => {
  const counts = { total: 0, reporting: 0, silent: 0, neverReported: 0 };
  const assets: TrueAsset[] = [];
  let next: number | undefined = 0;
  while (next !== undefined) {
    const page = fleet.slice(next, 1000);
    for (const asset of page.assets) {
      const seen = fleet.lastSeenAtMs(asset);
      const limit =
        (thresholds.silentAfterHoursByAssetType?.[asset.assetType] ?? thresholds.silentAfterHours) * hourMs;
      const state = seen === null ? 'NEVER_REPORTED' : nowMs - seen > limit ? 'SILENT' : 'REPORTING';
      counts.total += 1;
      counts[countOf[state]] += 1;
      if (thresholds.withAssets === false) continue;
      const lastSeenAt = seen === null ? null : new Date(seen).toISOString();
      assets.push({
        assetId: asset.assetId,
        name: asset.name,
        assetType: asset.assetType,
        lastSeenAt,
        state,
      });
    }
    next = page.next;
  }
  return {
    accountId: fleet.account.accountId,
    asOf: new Date(nowMs).toISOString(),
    silentAfterHours: thresholds.silentAfterHours,
    counts,
    assets,
  };
};

const countOf = { REPORTING: 'reporting', SILENT: 'silent', NEVER_REPORTED: 'neverReported' } as const;
