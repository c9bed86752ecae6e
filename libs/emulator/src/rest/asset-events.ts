import { z } from 'zod';
import { parseBody } from '../control/parse-body.ts';
import { toEvents, type AssetEvent } from '../fleet/events.ts';
import { listGroups } from '../fleet/groups.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Asset } from '../fleet/asset.ts';
import { toSite } from '../fleet/sites.ts';
import { toFailure, type Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createApiRouter, type ApiCall } from './api-route.ts';
import { limits } from './limits.ts';
import { pageOf, parsePageQuery, toPageReply } from './page.ts';

const types = [
  'ALERT',
  'MACHINE_FAULT',
  'CLASSIC_SERVICE',
  'SERVICE_MANAGEMENT',
  'INSPECTION',
  'DAMAGE_REPORT',
  'PRE_CHECK',
] as const;

/** Strict: a mistyped filter that is passed over answers the events of the whole fleet. */
const filterSchema = z.strictObject({
  assetIds: z.array(z.string()).optional(),
  groupIds: z.array(z.string()).optional(),
  siteIds: z.array(z.string()).optional(),
  customerIds: z.array(z.string()).optional(),
  type: z.array(z.enum(types)).optional(),
  criticality: z.array(z.enum(['CRITICAL', 'LOW', 'NONE'])).optional(),
});

/** NONE, a status and times are documented for the log only. */
const activeSchema = filterSchema.extend({ criticality: z.array(z.enum(['CRITICAL', 'LOW'])).optional() });

const logSchema = filterSchema.extend({
  fromTime: z.iso.datetime({ offset: true }),
  toTime: z.iso.datetime({ offset: true }),
  status: z.array(z.enum(['OPEN', 'RESOLVED', 'DISMISSED', 'CLOSED'])).optional(),
});

type Filter = z.output<typeof filterSchema> &
  Partial<Pick<z.output<typeof logSchema>, 'fromTime' | 'toTime' | 'status'>>;

const details = {
  MACHINE_FAULT: 'AssetEventMachineFaultDetails',
  ALERT: 'AssetEventAlertDetails',
  PRE_CHECK: 'AssetEventPreCheckDetails',
} as const;

const toRow = (event: AssetEvent) => ({
  id: event.id,
  assetId: event.assetId,
  type: event.type,
  status: event.status,
  eventTime: event.timeOn,
  timeOn: event.timeOn,
  timeOff: event.timeOff,
  criticality: event.criticality,
  assetEventDomainDetails: {
    eventTypeName: details[event.type],
    ...(event.faultCode === null ? {} : { faultCode: event.faultCode, j1939: null }),
    description: event.description,
  },
});

/** Walking more than this for one filter would block the emulator. */
const walkedAtMost = 100_000;

/** The assets that a filter names; every kind of id that it gives has to fit. */
const findAssets = (fleet: Fleet, { assetIds, siteIds, groupIds, customerIds }: Filter): readonly Asset[] => {
  // There are no customers here, so no asset is any customer's.
  if (customerIds) return [];
  const assets = assetIds
    ? [...new Set(assetIds.map((id) => id.toLowerCase()))].flatMap((id) => fleet.find(id) ?? [])
    : fleet.slice(0, walkedAtMost).assets;
  const groups = listGroups(fleet.account);
  return assets.filter(
    ({ depot }) =>
      (siteIds?.includes(toSite(fleet.account, depot).id) ?? true) &&
      (groupIds?.includes(groups[depot]?.id ?? '') ?? true),
  );
};

const findEvents = (fleet: Fleet, filter: Filter): readonly AssetEvent[] =>
  findAssets(fleet, filter)
    .flatMap((asset) => toEvents(fleet, asset))
    .filter(
      (event) =>
        (filter.type?.includes(event.type) ?? true) &&
        (filter.criticality?.includes(event.criticality) ?? true) &&
        (filter.status?.includes(event.status) ?? true) &&
        (filter.fromTime === undefined || Date.parse(event.timeOn) >= Date.parse(filter.fromTime)) &&
        (filter.toTime === undefined || Date.parse(event.timeOn) < Date.parse(filter.toTime)),
    )
    .sort((a, b) => b.timeOn.localeCompare(a.timeOn));

/** Asset events v3: two requests in half an hour and user, failures and pages counted. */
export const createAssetEventRoutes = (platform: Platform): readonly Route[] => {
  const route = createApiRouter(platform, {
    fidelity: 'documented',
    source:
      'developers.trackunit.com, "Asset event API"; item form from a public integrator’s tests; that all ids of a filter fit is inferred',
  });
  const isRefused = ({ grant }: ApiCall): boolean => {
    const refuse = platform.choices().assetEventsRefuse;
    return (
      (refuse === 'scoped' && grant.kind !== 'API_USER') ||
      (refuse === 'api-keys' && grant.kind === 'API_KEY')
    );
  };

  const answer =
    (schema: z.ZodType<Filter>) =>
    (api: ApiCall): Reply => {
      // Seen: an API key that worked elsewhere got 401 here.
      if (isRefused(api))
        return toFailure(401, 'unauthorized', 'This older API refuses scoped tokens; see assetEventsRefuse');
      const refusal = platform.limiter.findRefusal(
        limits.assetEvents,
        api.grant.userId ?? api.grant.clientId,
      );
      if (refusal) return refusal;
      const query = parsePageQuery(api.call.query);
      if ('refusal' in query) return query.refusal;
      const parsed = parseBody(api.call, schema);
      if ('refusal' in parsed) return parsed.refusal;
      if (api.fleet.size() > walkedAtMost && !parsed.value.assetIds) {
        const message = `The emulator looks through fleets of at most ${walkedAtMost} assets: give assetIds`;
        return toFailure(400, 'filter_not_emulated', message);
      }
      const found = findEvents(api.fleet, parsed.value);
      return toPageReply(pageOf(found, query).map(toRow), query, found.length);
    };

  const ask = (name: string, schema: z.ZodType<Filter>) =>
    route({
      method: 'POST',
      path: `/public/api/eventlog/v3/asset-event/${name}`,
      scopes: ['account.event.view', 'account.event.manage', 'asset.view'],
      handle: answer(schema),
    });
  return [ask('log', logSchema), ask('active', activeSchema)];
};
