import { z } from 'zod';
import { parseBody } from '../control/parse-body.ts';
import type { Account } from '../fleet/demo-accounts.ts';
import { listGroups } from '../fleet/groups.ts';
import { toSite, type Site } from '../fleet/sites.ts';
import { getParam } from '../http/call.ts';
import { toFailure, toJson, toViolations, type Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createApiRouter, type ApiCall } from './api-route.ts';
import { pageOf, parsePageQuery, toPageReply } from './page.ts';

const allSites = (account: Account): readonly Site[] =>
  account.depots.map((_, depot) => toSite(account, depot));

const toRestSite = ({ id, name, type, status, city, country, latitude, longitude }: Site) => ({
  id,
  name,
  type,
  status,
  city,
  country,
  polygon: { geometry: toSquare(latitude, longitude) },
});

const toSquare = (latitude: number, longitude: number) => {
  const half = 0.003;
  const corner = (east: number, north: number) => [longitude + east * half, latitude + north * half];
  return {
    type: 'Polygon',
    coordinates: [[corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]],
  };
};

const listSites = ({ call, fleet }: ApiCall): Reply => {
  const query = parsePageQuery(call.query, ['name', 'type', 'status', 'city', 'country']);
  if ('refusal' in query) return query.refusal;
  const all = allSites(fleet.account);
  return toPageReply(pageOf(all, query).map(toRestSite), query, all.length);
};

const showSite = ({ call, fleet }: ApiCall): Reply => {
  const id = getParam(call, 'siteId');
  const site = allSites(fleet.account).find((candidate) => candidate.id === id);
  // Seen: a site that the account cannot see is 403 and not 404.
  return site
    ? toJson(200, toRestSite(site))
    : toFailure(403, 'forbidden', `The account cannot see a site ${id}`);
};

const sitesOfAssets = ({ call, fleet }: ApiCall): Reply => {
  const parsed = parseBody(call, z.object({ assetIds: z.array(z.string()).min(1).max(1000) }));
  if ('refusal' in parsed) return parsed.refusal;
  const content = parsed.value.assetIds.flatMap((assetId) => {
    const asset = fleet.find(assetId);
    return asset ? [{ assetId: asset.assetId, siteId: toSite(fleet.account, asset.depot).id }] : [];
  });
  return toJson(200, { content });
};

const time = z.iso.datetime({ offset: true }).optional();

const siteTimesSchema = z.object({ fromTime: time, toTime: time });

const siteHistory = ({ call, fleet }: ApiCall): Reply => {
  const query = parsePageQuery(call.query, [], ['assetIds', 'fromTime', 'toTime']);
  if ('refusal' in query) return query.refusal;
  const times = siteTimesSchema.safeParse(Object.fromEntries(call.query));
  if (!times.success)
    return toViolations([{ field: 'fromTime, toTime', message: 'must be times as in RFC 3339' }]);
  const { toTime } = times.data;
  const ids = call.query.getAll('assetIds').flatMap((list) => list.split(',').filter((id) => id !== ''));
  // Machines of the emulator stay at their depots: one visit each, under way, so that it lasts beyond any fromTime.
  const all = ids.flatMap((id) => {
    const asset = fleet.find(id);
    if (!asset || (toTime !== undefined && Date.parse(asset.createdAt) >= Date.parse(toTime))) return [];
    const siteId = toSite(fleet.account, asset.depot).id;
    return [{ siteId, assetId: asset.assetId, enteredAt: asset.createdAt, leftAt: null }];
  });
  return toPageReply(pageOf(all, query), query, all.length);
};

const listGroupPage = ({ call, fleet }: ApiCall): Reply => {
  const query = parsePageQuery(call.query, ['name', 'description']);
  if ('refusal' in query) return query.refusal;
  const all = listGroups(fleet.account);
  return toPageReply(pageOf(all, query), query, all.length);
};

/** Sites and groups. */
export const createPlaceRoutes = (platform: Platform): readonly Route[] => {
  const sites = createApiRouter(platform, {
    fidelity: 'seen',
    source: 'public integrators read these fields live',
  });
  const groups = createApiRouter(platform, {
    fidelity: 'documented',
    source: 'developers.trackunit.com, "Pagination"; fields beyond name and description unknown',
  });
  const reads = ['asset.view', 'account.site.manage', 'site.view'];
  const inferred = {
    fidelity: 'inferred',
    source: 'path seen in a public integrator; form of the answer unknown',
  } as const;
  return [
    sites({ method: 'GET', path: '/api/site/v1/sites', scopes: reads, handle: listSites }),
    sites({ method: 'GET', path: '/api/site/v1/sites/history', scopes: reads, handle: siteHistory }),
    sites({ method: 'GET', path: '/api/site/v1/sites/:siteId', scopes: reads, handle: showSite }),
    sites({
      method: 'POST',
      path: '/api/site/v1/assets/sites',
      scopes: reads,
      handle: sitesOfAssets,
      ...inferred,
    }),
    groups({
      method: 'GET',
      path: '/api/organization/v1/groups',
      scopes: ['account.group.manage', 'account.view', 'asset.view'],
      handle: listGroupPage,
    }),
  ];
};
