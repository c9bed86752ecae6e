import { z } from 'zod';
import { parseBody } from '../control/parse-body.ts';
import type { Asset } from '../fleet/asset.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { getParam } from '../http/call.ts';
import { noContent, toFailure, toJson, type Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createApiRouter, notFound, type ApiCall, type ApiRoute } from './api-route.ts';
import { parsePageQuery, sortBy, toPageReply, type PageQuery } from './page.ts';

/** An asset in the REST form: no last-seen, no place, no picture. */
export const toRestAsset = (asset: Asset): Readonly<Record<string, unknown>> => ({
  id: asset.assetId,
  assetType: asset.assetType,
  type: asset.type,
  name: asset.name,
  externalReference: asset.externalReference,
  model: asset.model,
  brand: asset.brand,
  serialNumber: asset.serialNumber,
  productionYear: asset.productionYear,
  ownerAccountId: asset.ownerAccountId,
  createdAt: asset.createdAt,
  permissions: { edit: asset.canEdit },
  telematicsDevices: [asset.device],
});

const sortable = [
  'name',
  'brand',
  'model',
  'serialNumber',
  'assetType',
  'type',
  'productionYear',
  'externalReference',
];

/** Sorting needs the whole fleet in hand; above this it is refused rather than slow. */
const sortedAtMost = 100_000;

/** A part of the fleet that a list shows, named so that its positions are found once. */
export type Part = {
  readonly name: string;
  readonly shows: (fleet: Fleet, index: number) => boolean;
  /** What its list reads beside `page`, `size` and `sort`. */
  readonly reads?: readonly string[];
};

/** Seen: `includeHidden`. No asset here is hidden in that sense, so it changes nothing. */
const whole: Part = { name: 'all', shows: () => true, reads: ['includeHidden'] };
const withoutVehicles: Part = {
  name: 'without vehicles',
  shows: (fleet, index) => fleet.assetTypeAt(index) !== 'VEHICLE',
};

/** One page of a part of a fleet, and how large the part is. */
export const pageAssets = (fleet: Fleet, { page, size, sort }: PageQuery, part: Part) => {
  const positions = fleet.positionsOf(part.name, (index) => part.shows(fleet, index));
  const [from, to] = [page * size, (page + 1) * size];
  const assets =
    sort.length === 0
      ? Array.from(positions.subarray(from, to), fleet.at)
      : sortBy(Array.from(positions, fleet.at), sort).slice(from, to);
  return { assets, total: positions.length };
};

const listAssets =
  (part: Part) =>
  ({ call, fleet }: ApiCall): Reply => {
    const query = parsePageQuery(call.query, sortable, part.reads);
    if ('refusal' in query) return query.refusal;
    if (query.sort.length > 0 && fleet.size() > sortedAtMost) {
      return toFailure(
        400,
        'sort_not_emulated',
        `The emulator sorts fleets of at most ${sortedAtMost} assets`,
      );
    }
    const { assets, total } = pageAssets(fleet, query, part);
    return toPageReply(assets.map(toRestAsset), query, total);
  };

const findIn = (part: Part, fleet: Fleet, assetId: string): Asset | undefined => {
  const asset = fleet.find(assetId);
  return asset && part.shows(fleet, asset.index) ? asset : undefined;
};

const showAsset =
  (part: Part) =>
  ({ call, fleet }: ApiCall): Reply => {
    const assetId = getParam(call, 'assetId');
    const asset = findIn(part, fleet, assetId);
    return asset ? toJson(200, toRestAsset(asset)) : notFound('asset', assetId);
  };

const patchSchema = z.strictObject({
  name: z.string().min(1).max(255).optional(),
  brand: z.string().max(255).optional(),
  model: z.string().max(255).optional(),
  serialNumber: z.string().max(255).optional(),
  type: z.string().max(255).optional(),
  productionYear: z.number().int().min(1900).max(2100).optional(),
  externalReference: z.string().max(255).optional(),
});

const patchAsset = (platform: Platform, { call, grant, fleet }: ApiCall): Reply => {
  const assetId = getParam(call, 'assetId').toLowerCase();
  const asset = findIn(withoutVehicles, fleet, assetId);
  if (!asset) return notFound('asset', assetId);
  if (!asset.canEdit)
    return toFailure(403, 'forbidden', 'Another account owns this asset; permissions.edit is false');
  const parsed = parseBody(call, patchSchema);
  if ('refusal' in parsed) return parsed.refusal;
  const given = Object.fromEntries(Object.entries(parsed.value).filter(([, value]) => value !== undefined));
  const before = platform.state.findChange(grant.accountId, assetId) ?? {};
  platform.state.changeAsset(grant.accountId, assetId, { ...before, ...given });
  platform.saveSoon();
  if (platform.choices().patchAnswer === 'no-content') return noContent;
  return toJson(200, toRestAsset(fleet.find(assetId) ?? asset));
};

const reads = ['asset.view', 'account.asset.manage'];

/** Assets v1 and v2; only v2 knows vehicles. */
export const createAssetRoutes = (platform: Platform): readonly Route[] => {
  const route = createApiRouter(platform, {
    fidelity: 'documented',
    source: 'developers.trackunit.com, "Assets API stable version v1"; form seen live in a public integrator',
  });
  const v2 = { fidelity: 'seen', source: 'public integrators call it live; form inferred from v1' } as const;
  const read = (path: string, handle: ApiRoute['handle']) =>
    ({ method: 'GET', path, scopes: reads, handle }) as const;
  return [
    route(read('/api/asset/v1/assets', listAssets(withoutVehicles))),
    route(read('/api/asset/v1/assets/:assetId', showAsset(withoutVehicles))),
    route({
      method: 'PATCH',
      path: '/api/asset/v1/assets/:assetId',
      scopes: ['account.asset.manage'],
      handle: (api) => patchAsset(platform, api),
      fidelity: 'inferred',
      source: 'path documented; body and answer are not',
    }),
    route({ ...read('/api/asset/v2/assets', listAssets(whole)), ...v2 }),
    route({ ...read('/api/asset/v2/assets/:assetId', showAsset(whole)), ...v2 }),
  ];
};
