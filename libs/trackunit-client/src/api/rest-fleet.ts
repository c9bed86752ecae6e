import { z } from 'zod';
import { IrisScope } from '@fleet-watch/scopes';
import type { ApiCaller } from './api-caller.ts';
import type { TrackunitAsset } from './asset.ts';
import { normaliseId } from './asset-id.ts';
import { assetShape, optionalInstant } from './fields.ts';
import { openPages } from './follow-pages.ts';
import { readRestList, type RestList, type RestListRequest } from './rest-list.ts';

/** Trackunit's largest page. */
const pageSize = 1000;

/** An asset as REST lists it, which does not know when it was last seen. */
export type RestAsset = Omit<TrackunitAsset, 'lastSeenAt'>;

/** Where REST last saw an asset. */
export type RestLocation = { readonly assetId: string; readonly updatedAt: Date | null };

const assetSchema = z
  .object(assetShape)
  .transform(({ id, ...rest }): RestAsset => ({ assetId: normaliseId(id), ...rest }));

/** The key of the asset's id is not published: `properties.assetId` is the likeliest, the others were seen. */
const locationSchema = z
  .object({
    assetId: z.string().optional(),
    id: z.string().optional(),
    properties: z.object({ assetId: z.string().optional(), updatedAt: optionalInstant }),
  })
  .transform(({ assetId, id, properties }, context): RestLocation => {
    const found = properties.assetId ?? assetId ?? id;
    if (found !== undefined) return { assetId: normaliseId(found), updatedAt: properties.updatedAt };
    context.addIssue({ code: 'custom', message: 'a location without the id of its asset' });
    return z.NEVER;
  });

const assets: RestList<RestAsset> = {
  path: '/api/asset/v1/assets',
  endpoint: 'assets',
  scopes: [IrisScope.AssetView],
  item: assetSchema,
  style: 'page',
  pageSize,
};

/** Documented: one request a second per page and user. A little more, because the way there is not even. */
const locations: RestList<RestLocation> = {
  path: '/api/location/v1/locations',
  endpoint: 'locations',
  scopes: [IrisScope.AssetView],
  item: locationSchema,
  style: 'page',
  pageSize,
  spacingMs: 1_050,
};

/** The account's assets by REST, up to 1000 a page. */
export const readRestAssets = (
  call: ApiCaller,
  request: RestListRequest,
): AsyncGenerator<readonly RestAsset[], void, undefined> => readRestList(call, assets, request);

/** Where the account's assets are, up to 1000 a page, one page a second. */
export const readRestLocations = (
  call: ApiCaller,
  request: RestListRequest,
): AsyncGenerator<readonly RestLocation[], void, undefined> => readRestList(call, locations, request);

async function* joinLastSeen(
  locations: AsyncIterable<readonly RestLocation[]>,
  assets: AsyncIterable<readonly RestAsset[]>,
): AsyncGenerator<readonly TrackunitAsset[], void, undefined> {
  const lastSeen = new Map<string, Date>();
  for await (const page of locations) {
    for (const { assetId, updatedAt } of page) {
      const known = lastSeen.get(assetId);
      // A list that changes while it is read may name an asset on two pages.
      if (updatedAt !== null && (known === undefined || known < updatedAt)) lastSeen.set(assetId, updatedAt);
    }
  }
  for await (const page of assets) {
    yield page.map((asset) => ({ ...asset, lastSeenAt: lastSeen.get(asset.assetId) ?? null }));
  }
}

/**
 * Begins to read the fleet by REST: resolves once the first page of locations is there. All locations come first and
 * stay in memory, about 150 bytes each, because the two lists need not come in the same order.
 */
export const openRestFleet = async (
  call: ApiCaller,
  { maxWaitToOpenMs, ...request }: RestListRequest,
): Promise<AsyncIterable<readonly TrackunitAsset[]>> => {
  const locations = await openPages(readRestLocations(call, { ...request, maxWaitToOpenMs }));
  return joinLastSeen(locations, readRestAssets(call, request));
};
