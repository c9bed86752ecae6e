import type {
  Account,
  AssetDetail,
  AssetRow,
  FleetCountsPreview,
  FleetFacets,
  FleetSummary,
  Page,
  Settings,
  Sync,
  Transition,
  TrendDay,
} from '@fleet-watch/contracts';
import { accountStatuses, assetStates, syncStates } from './contract-words.ts';
import {
  decodeArray,
  decodeBoolean,
  decodeInstant,
  decodeNullable,
  decodeNumber,
  decodeObject,
  decodeOneOf,
  decodeRecord,
  decodeString,
  type Decoder,
} from './decoder.ts';

const optionalString = decodeNullable(decodeString);
const optionalInstant = decodeNullable(decodeInstant);
const decodeState = decodeOneOf(assetStates);

const decodePageOf = <Row>(row: Decoder<Row>): Decoder<Page<Row>> =>
  decodeObject<Page<Row>>({
    content: decodeArray(row),
    number: decodeNumber,
    size: decodeNumber,
    numberOfElements: decodeNumber,
    totalElements: decodeNumber,
    totalPages: decodeNumber,
  });

const rowMembers = {
  assetId: decodeString,
  name: optionalString,
  brand: optionalString,
  model: optionalString,
  serialNumber: optionalString,
  assetType: optionalString,
  state: decodeState,
  lastSeenAt: optionalInstant,
  silentSince: optionalInstant,
};

const decodeAssetRow = decodeObject<AssetRow>(rowMembers);

const decodeTransition = decodeObject<Transition>({
  from: decodeState,
  to: decodeState,
  at: decodeInstant,
  lastSeenAt: optionalInstant,
});

/** Reads the answer of `GET /api/v1/fleet/assets/{assetId}`. */
export const decodeAssetDetail = decodeObject<AssetDetail>({
  ...rowMembers,
  transitions: decodeArray(decodeTransition),
});

/** Reads the answer of `GET /api/v1/fleet/assets`. */
export const decodeAssetPage = decodePageOf(decodeAssetRow);

/** Reads a sync, as every call and event about syncs tells it. */
export const decodeSync = decodeObject<Sync>({
  id: decodeString,
  state: decodeOneOf(syncStates),
  startedAt: optionalInstant,
  finishedAt: optionalInstant,
  fetched: decodeNumber,
  expected: decodeNullable(decodeNumber),
  error: optionalString,
});

/** Reads the answer of `GET /api/v1/syncs`. */
export const decodeSyncPage = decodePageOf(decodeSync);

/** Reads the answer of `GET /api/v1/account`. */
export const decodeAccount = decodeObject<Account>({
  accountId: decodeString,
  status: decodeOneOf(accountStatuses),
  installedAt: decodeInstant,
  scopes: decodeObject<Account['scopes']>({
    granted: decodeArray(decodeString),
    denied: decodeArray(decodeString),
  }),
  lastSync: decodeNullable(decodeSync),
});

const counts = { reporting: decodeNumber, silent: decodeNumber, neverReported: decodeNumber };

/** Reads the answer of `GET /api/v1/fleet/summary`. */
export const decodeFleetSummary = decodeObject<FleetSummary>({
  asOf: decodeInstant,
  total: decodeNumber,
  ...counts,
  trend: decodeArray(decodeObject<TrendDay>({ date: decodeInstant, ...counts, estimated: decodeBoolean })),
});

const decodeFacets = decodeArray(
  decodeObject<FleetFacets['brands'][number]>({ value: decodeString, count: decodeNumber }),
);

/** Reads the answer of `GET /api/v1/fleet/facets`. */
export const decodeFleetFacets = decodeObject<FleetFacets>({
  brands: decodeFacets,
  assetTypes: decodeFacets,
});

/** Reads the answer of `POST /api/v1/settings/preview`. */
export const decodeCountsPreview = decodeObject<FleetCountsPreview>({ total: decodeNumber, ...counts });

/** Reads the answer of `GET` and `PUT /api/v1/settings`. */
export const decodeSettings = decodeObject<Settings>({
  silentAfterHours: decodeNumber,
  silentAfterHoursByAssetType: decodeRecord(decodeNumber),
  webhook: decodeNullable(
    decodeObject<NonNullable<Settings['webhook']>>({ url: decodeString, enabled: decodeBoolean }),
  ),
  writeBack: decodeBoolean,
});
