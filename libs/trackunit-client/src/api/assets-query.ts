import { z } from 'zod';
import type { TrackunitAsset } from './asset.ts';
import { normaliseId } from './asset-id.ts';

/** The fleet, page by page, with what it cost. */
export const assetsQuery = `query FleetAssets($first: Int!, $after: Cursor) {
  assets(first: $first, after: $after) {
    edges { node { id name brand model serialNumber assetType lastSeen } }
    pageInfo { endCursor hasNextPage }
  }
  rateLimit { cost remaining resetIn }
}`;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

/** A time without a zone is read as UTC, like all of Trackunit's. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true }).transform((at) => `${at}Z`)])
  .nullish()
  .transform((at) => (at ? new Date(at) : null));

const nodeSchema = z
  .object({
    id: z.string().min(1),
    name: text,
    brand: text,
    model: text,
    serialNumber: text,
    assetType: text,
    lastSeen: instant,
  })
  .transform(({ id, lastSeen, ...rest }): TrackunitAsset => ({
    assetId: normaliseId(id),
    ...rest,
    lastSeenAt: lastSeen,
  }));

/** The `data` of an answer to `assetsQuery`. */
export const assetsDataSchema = z.object({
  assets: z.object({
    edges: z.array(z.object({ node: nodeSchema })),
    pageInfo: z.object({ endCursor: z.string().nullish(), hasNextPage: z.boolean() }),
  }),
  rateLimit: z
    .object({ cost: z.number(), remaining: z.number(), resetIn: z.number() })
    .nullish()
    .catch(undefined),
});
