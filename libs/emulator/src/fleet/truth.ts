import { z } from 'zod';
import type { FleetTruth, TrueAsset } from '../control/shapes.ts';
import { toIsoTime } from '../clock/iso-time.ts';
import { assetTypes } from './catalogue.ts';
import type { Fleet } from './fleet.ts';

const hourMs = 3_600_000;

const hours = z.number().positive();

/** Which silence counts; hours. A type that no asset has would change nothing, so it is refused. */
export const thresholdsSchema = z.strictObject({
  silentAfterHours: hours.default(72),
  silentAfterHoursByAssetType: z.partialRecord(z.enum(assetTypes), hours).optional(),
  /** `false` leaves the list of assets empty (for large fleets). */
  withAssets: z.boolean().default(true),
});

/** After how many hours an asset is silent, for all and for assets of one type, such as `{ TOOL: 336 }`; all may be left out. */
export type Thresholds = Readonly<z.input<typeof thresholdsSchema>>;

/** Everything about a fleet that a test compares with: counts by state and every asset's true last sign of life. */
export const toTruth = (
  fleet: Fleet,
  nowMs: number,
  thresholds: z.output<typeof thresholdsSchema>,
): FleetTruth => {
  const counts = { total: 0, reporting: 0, silent: 0, neverReported: 0 };
  const assets: TrueAsset[] = [];
  fleet.forEachVisible((index) => {
    const assetType = fleet.assetTypeAt(index);
    const seen = fleet.lastSeenAtIndexMs(index);
    const hours = thresholds.silentAfterHoursByAssetType?.[assetType] ?? thresholds.silentAfterHours;
    const state = seen === null ? 'NEVER_REPORTED' : nowMs - seen > hours * hourMs ? 'SILENT' : 'REPORTING';
    counts.total += 1;
    counts[countOf[state]] += 1;
    if (!thresholds.withAssets) return;
    const { assetId, name } = fleet.at(index);
    assets.push({ assetId, name, assetType, lastSeenAt: seen === null ? null : toIsoTime(seen), state });
  });
  return {
    accountId: fleet.account.accountId,
    asOf: new Date(nowMs).toISOString(),
    silentAfterHours: thresholds.silentAfterHours,
    counts,
    assets,
  };
};

const countOf = { REPORTING: 'reporting', SILENT: 'silent', NEVER_REPORTED: 'neverReported' } as const;
