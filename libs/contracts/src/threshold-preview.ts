import { z } from 'zod';
import { settingsSchema } from './settings.ts';

/** The part of the settings that decides when an asset is silent: the body of `POST /api/v1/settings/preview`. */
export const thresholdsSchema = settingsSchema.pick({
  silentAfterHours: true,
  silentAfterHoursByAssetType: true,
});

/** When an asset counts as silent, in whole hours from 1 to 2160, as an account decided it or is thinking of it. */
export type ThresholdsInput = Readonly<z.infer<typeof thresholdsSchema>>;

/** How the fleet would be counted under other thresholds, as of the last complete sync. Nothing is stored. */
export const fleetCountsSchema = z.object({
  total: z.number().int(),
  reporting: z.number().int(),
  silent: z.number().int(),
  neverReported: z.number().int(),
});

/** What `POST /api/v1/settings/preview` answers with; `total` is the sum of the other three. */
export type FleetCountsPreview = Readonly<z.infer<typeof fleetCountsSchema>>;
