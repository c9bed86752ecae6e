import type { Asset } from '../fleet/asset.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { getParam } from '../http/call.ts';
import { toJson, type Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createApiRouter, notFound, type ApiCall } from './api-route.ts';
import { pageAssets, type Part } from './assets.ts';
import { limits } from './limits.ts';
import { parsePageQuery, toPageReply } from './page.ts';

/** The user of a limit: who calls, as the token says. */
const callerOf = ({ grant }: ApiCall): string => grant.userId ?? grant.clientId;

const toFeature = (
  platform: Platform,
  fleet: Fleet,
  asset: Asset,
): Readonly<Record<string, unknown>> | undefined => {
  const seen = fleet.lastSeenAtMs(asset);
  if (seen === null) return undefined;
  const depot = fleet.account.depots[asset.depot];
  const inProperties = platform.choices().locationAssetId === 'properties';
  const moving = asset.isTag
    ? {}
    : { heading: asset.index % 360, speed: fleet.activity(asset) === 'WORKING' ? 3 : 0 };
  return {
    type: 'Feature',
    ...(inProperties ? {} : { assetId: asset.assetId }),
    geometry: { type: 'Point', coordinates: fleet.placeOf(asset) },
    properties: {
      ...(inProperties ? { assetId: asset.assetId } : {}),
      accuracy: asset.isTag ? 25 : 3.2,
      ...moving,
      locationAddress: {
        street: null,
        zipCode: null,
        city: depot?.city ?? null,
        country: depot?.country ?? null,
      },
      updatedAt: new Date(seen).toISOString(),
    },
  };
};

/** What never reported has no location, and so no row. */
const located: Part = { name: 'located', shows: (fleet, index) => fleet.isHeardAt(index) };

const listLocations = (platform: Platform, api: ApiCall): Reply => {
  const query = parsePageQuery(api.call.query);
  if ('refusal' in query) return query.refusal;
  const refusal = platform.limiter.findRefusal(limits.locationList, callerOf(api), query.page);
  if (refusal) return refusal;
  const { assets, total } = pageAssets(api.fleet, query, located);
  return toPageReply(
    assets.map((asset) => toFeature(platform, api.fleet, asset)),
    query,
    total,
  );
};

const showLocation = (platform: Platform, api: ApiCall): Reply => {
  const assetId = getParam(api.call, 'assetId').toLowerCase();
  const refusal = platform.limiter.findRefusal(limits.locationOne, callerOf(api), assetId);
  if (refusal) return refusal;
  const asset = api.fleet.find(assetId);
  const feature = asset && toFeature(platform, api.fleet, asset);
  return feature ? toJson(200, feature) : notFound('location of asset', assetId);
};

/** Locations; reading them with `asset.view` is inferred, as no scope of their own is documented. */
export const createLocationRoutes = (platform: Platform): readonly Route[] => {
  const route = createApiRouter(platform, {
    fidelity: 'documented',
    source: 'developers.trackunit.com, "Locations API"; list envelope and place of assetId inferred',
  });
  const read = (path: string, answer: (platform: Platform, api: ApiCall) => Reply) =>
    route({
      method: 'GET',
      path: `/api/location/v1${path}`,
      scopes: ['asset.view', 'account.asset.manage'],
      handle: (api) => answer(platform, api),
    });
  return [read('/locations', listLocations), read('/locations/:assetId', showLocation)];
};
