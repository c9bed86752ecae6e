import { z } from 'zod';

const facetSchema = z.object({ value: z.string(), count: z.number().int() });

/**
 * What the asset list can be filtered by, with how many assets of the fleet have it: the most frequent first, at most
 * 500 of each. Assets without a brand or type are in neither.
 */
export const fleetFacetsSchema = z.object({
  brands: z.array(facetSchema),
  assetTypes: z.array(facetSchema),
});

/** What `GET /api/v1/fleet/facets` answers with. */
export type FleetFacets = Readonly<z.infer<typeof fleetFacetsSchema>>;
