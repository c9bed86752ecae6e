import { z } from 'zod';

const counts = {
  reporting: z.number().int(),
  silent: z.number().int(),
  neverReported: z.number().int(),
};

const trendDaySchema = z.object({ date: z.iso.date(), ...counts, estimated: z.boolean() });

/** The fleet's states at the end of one UTC day; `estimated` when worked out from `lastSeenAt` afterwards. */
export type TrendDay = Readonly<z.infer<typeof trendDaySchema>>;

/** The headline: how many assets are in each state now, and on each of the last 90 days, the oldest first. */
export const fleetSummarySchema = z.object({
  /** When the reading of the last complete sync began; the moment of asking before the first. RFC 3339, UTC. */
  asOf: z.iso.datetime(),
  total: z.number().int(),
  ...counts,
  trend: z.array(trendDaySchema),
});

/** What `GET /api/v1/fleet/summary` answers with. */
export type FleetSummary = Readonly<z.infer<typeof fleetSummarySchema>>;
