import type { Asset } from '../fleet/asset.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { toIsoTime } from '../clock/iso-time.ts';
import { findCursor, toCursor } from './cursor.ts';
import { toConnection, type Connection } from './connection.ts';
import { toEvents, type AssetEvent } from '../fleet/events.ts';
import { toSite, type Site } from '../fleet/sites.ts';
import { fuelPercent, operatingHours } from '../fleet/insights.ts';

/** What every resolver may ask. */
export type Context = {
  readonly fleet: Fleet;
  readonly withPrefix: boolean;
  readonly rateLimit: { readonly cost: number; readonly remaining: number; readonly resetIn: number };
};

/** Arguments after coercion. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Value of one field. Synchronous, as the whole platform is in memory. */
export type Resolve = (source: never, args: Arguments, context: Context) => unknown;

type Filters = {
  readonly productionYears?: readonly string[];
  readonly brands?: readonly string[];
  readonly models?: readonly string[];
  readonly types?: readonly string[];
  readonly assetTypes?: readonly string[];
};

/** Edges of a whole fleet are walked when a filter is given; else only the page is made up. */
const pageAtMost = 5_000;

const matches = (asset: Asset, filters: Filters): boolean =>
  [
    [filters.productionYears, String(asset.productionYear)],
    [filters.brands, asset.brand],
    [filters.models, asset.model],
    [filters.types, asset.type],
    [filters.assetTypes, asset.assetType],
  ].every(([wanted, value]) => !Array.isArray(wanted) || (value !== null && wanted.includes(value)));

const cursorOfAsset = ({ index }: Asset): string => toCursor('asset', index);

const listAssets = (args: Arguments, { fleet }: Context): Connection<Asset> => {
  const first = Math.min(Math.max(Number(args.first ?? 20), 0), pageAtMost);
  const filters = (args.filters ?? undefined) as Filters | undefined;
  const hasBefore = (args.after ?? '') !== '';
  const found: Asset[] = [];
  // One more than asked for tells whether there is a next page.
  let from: number | undefined = findCursor('asset', args.after);
  while (from !== undefined && found.length <= first) {
    const page = fleet.slice(from, filters ? 1000 : first + 1 - found.length);
    found.push(...(filters ? page.assets.filter((asset) => matches(asset, filters)) : page.assets));
    from = page.next;
  }
  return toConnection(found.slice(0, first), cursorOfAsset, {
    hasPreviousPage: hasBefore,
    hasNextPage: found.length > first,
  });
};

const countBy = (values: Iterable<string | null>) => {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
};

const summarise = (args: Arguments, { fleet }: Context) => {
  const filters = (args.filters ?? undefined) as Filters | undefined;
  const all: Asset[] = [];
  for (let next: number | undefined = 0; next !== undefined;) {
    const page = fleet.slice(next, 1000);
    all.push(...(filters ? page.assets.filter((asset) => matches(asset, filters)) : page.assets));
    next = page.next;
  }
  return {
    count: all.length,
    brands: countBy(all.map(({ brand }) => brand)),
    models: countBy(all.map(({ model }) => model)),
    types: countBy(all.map(({ type }) => type)),
    criticality: countBy(all.map((asset) => toEvents(fleet, asset)[0]?.criticality ?? 'NONE')),
  };
};

const toTime = (ms: number | null): string | null => (ms === null ? null : toIsoTime(ms));

const unprefixed = (id: string): string => id.replace(/^___[A-Za-z]+___/, '');

type Edge<T> = { readonly cursor: string; readonly node: T };

const pageOf = <T>(kind: string, items: readonly T[], args: Arguments): Connection<Edge<T>> => {
  const from = findCursor(kind, args.after) ?? items.length;
  const first = Math.max(Number(args.first ?? 20), 0);
  const edges = items
    .slice(from, from + first)
    .map((node, i) => ({ node, cursor: toCursor(kind, from + i) }));
  const neighbours = { hasPreviousPage: from > 0, hasNextPage: from + first < items.length };
  return toConnection(edges, ({ cursor }) => cursor, neighbours);
};

const locate = (asset: Asset, { fleet }: Context) => {
  const seen = fleet.lastSeenAtMs(asset);
  if (seen === null) return null;
  const depot = fleet.account.depots[asset.depot];
  return {
    geometry: { type: 'Point', coordinates: fleet.placeOf(asset) },
    properties: {
      address: {
        streetAddress: null,
        zipCode: null,
        city: depot?.city ?? null,
        country: depot?.country ?? null,
      },
      updatedAt: toTime(seen),
    },
  };
};

/** Fields that are not simply a member of their source. */
export const resolvers: Readonly<Record<string, Readonly<Record<string, Resolve>>>> = {
  Query: {
    assets: (_source: never, args, context) => listAssets(args, context),
    asset: (_source: never, args, { fleet }) => fleet.find(unprefixed(String(args.id))) ?? null,
    assetSummary: (_source: never, args, context) => summarise(args, context),
    sites: (_source: never, args, { fleet }) =>
      pageOf(
        'site',
        fleet.account.depots.map((_, depot) => toSite(fleet.account, depot)),
        args,
      ),
    rateLimit: (_source: never, _args, { rateLimit }) => rateLimit,
  },
  // An asset is its own edge: a page of 100 needs no 100 objects around it.
  AssetEdge: {
    node: (asset: Asset) => asset,
    cursor: cursorOfAsset,
  },
  Asset: {
    id: (asset: Asset, _args, { withPrefix }) => (withPrefix ? `___Asset___${asset.assetId}` : asset.assetId),
    lastSeen: (asset: Asset, _args, { fleet }) => toTime(fleet.lastSeenAtMs(asset)),
    status: (asset: Asset) => asset,
    image: () => null,
    locations: (asset: Asset, _args, context) => ({ latest: locate(asset, context) }),
    insights: (asset: Asset) => asset,
    sites: (asset: Asset, args, { fleet }) => pageOf('site', [toSite(fleet.account, asset.depot)], args),
    events: (asset: Asset) => asset,
  },
  AssetStatus: {
    activity: (asset: Asset, _args, { fleet }) => fleet.activity(asset),
    criticality: (asset: Asset, _args, { fleet }) => toEvents(fleet, asset)[0]?.criticality ?? 'NONE',
    attention: (asset: Asset, _args, { fleet }) => {
      const events = toEvents(fleet, asset);
      const critical = events.filter(({ criticality }) => criticality === 'CRITICAL').length;
      return {
        criticalEventCount: critical,
        lowEventCount: events.length - critical,
        lastEventTime: events[0]?.timeOn ?? null,
      };
    },
  },
  AssetInsights: {
    fuelLevel: (asset: Asset, _args, { fleet }) => fuelPercent(fleet, asset),
    batteryStateOfChargePercent: () => null,
    cumulativeOperatingHours: (asset: Asset, _args, { fleet }) => operatingHours(fleet, asset),
    cumulativeEngineHours: () => null,
  },
  AssetEvents: {
    active: (asset: Asset, args, { fleet }): Connection<Edge<AssetEvent>> =>
      pageOf('event', toEvents(fleet, asset), args),
  },
  Site: {
    id: (site: Site, _args, { withPrefix }) => (withPrefix ? `___Site___${site.id}` : site.id),
  },
} as const;
