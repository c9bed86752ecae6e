import { createCircuitBreaker } from '../http/circuit-breaker.ts';
import { createKeyedLimiter, createLimiter } from '../http/limiter.ts';
import { createServerTime } from '../http/server-time.ts';
import { createTransport } from '../http/transport.ts';
import { createMemoryBudgetStore } from '../memory/memory-budget-store.ts';
import { createApiCaller } from './api-caller.ts';
import { createBudgets } from './budgets.ts';
import type { TrackunitClientOptions } from './client-options.ts';
import { setAssetTextFields, type AssetTextFields } from './custom-fields.ts';
import { createOpenFleet, type FleetOptions, type FleetPages, type FleetReading } from './fleet-reading.ts';
import { createGraphqlAssets } from './graphql-assets.ts';
import { readRestAssets, readRestLocations, type RestAsset, type RestLocation } from './rest-fleet.ts';
import { readRestList, type RestList } from './rest-list.ts';

/** How a list is read. */
export type ReadOptions = { readonly signal?: AbortSignal | undefined };

/** What can be done on behalf of one account. Everything rejects with a `TrackunitError`, or as its signal says. */
export type TrackunitAccount = {
  readonly accountId: string;
  /**
   * The whole fleet, by GraphQL or, where that is not there, by REST. Needs `asset.view`.
   *
   * @throws TrackunitError while it is iterated
   */
  readonly assets: (options?: FleetOptions) => FleetPages;
  /** Begins to read the fleet and tells by which API. Needs `asset.view`. */
  readonly openFleet: (options?: FleetOptions) => Promise<FleetReading>;
  /** Assets by REST alone. Needs `asset.view`. */
  readonly restAssets: (options?: ReadOptions) => AsyncIterable<readonly RestAsset[]>;
  /** Locations by REST, one page a second. Needs `asset.view`. */
  readonly restLocations: (options?: ReadOptions) => AsyncIterable<readonly RestLocation[]>;
  /** Any other list of REST, by page or by cursor. */
  readonly restList: <Item>(list: RestList<Item>, options?: ReadOptions) => AsyncIterable<readonly Item[]>;
  /** Writes text custom fields of one asset. Needs `account.asset.manage`, which an account may have denied. */
  readonly setAssetTextFields: (fields: AssetTextFields) => Promise<void>;
};

/** Trackunit's API on behalf of accounts. */
export type TrackunitClient = { readonly account: (accountId: string) => TrackunitAccount };

/** Fills in what is not given, and puts the parts together that make a call. For tests, too. */
export const createCallParts = (options: TrackunitClientOptions) => {
  const { apiUrl, tokens, report = () => undefined } = options;
  const { maxInFlight = 100, maxInFlightPerAccount = 4, timeoutMs = 60_000, maxBytes = 16_777_216 } = options;
  const { circuitBreaker, send, clock, random, sleep } = createTransport(options, maxInFlight);
  const { origin: environment, host } = new URL(apiUrl);
  const store = options.budgets ?? createMemoryBudgetStore();
  const budgets = createBudgets({ store, environment, clock, sleep, report });
  const call = createApiCaller({
    apiUrl,
    tokens,
    budgets,
    timeoutMs,
    maxBytes,
    send,
    clock,
    random,
    sleep,
    breaker: createCircuitBreaker(host, circuitBreaker, clock),
    limiter: createLimiter(maxInFlight),
    accountLimiter: createKeyedLimiter(maxInFlightPerAccount),
    serverTime: createServerTime(clock),
    maxWaitMs: options.maxWaitMs ?? 660_000,
    retry: { attempts: 8, baseMs: 500, capMs: 15_000, ...options.retry },
  });
  return { budgets, call };
};

/** Makes a client. Nothing is asked for before the first call of an account. */
export const createTrackunitClient = (options: TrackunitClientOptions): TrackunitClient => {
  const { budgets, call } = createCallParts(options);
  const openFleet = createOpenFleet(call, createGraphqlAssets(call, budgets));

  async function* assets(accountId: string, how?: FleetOptions) {
    const { pages } = await openFleet(accountId, how);
    yield* pages;
  }

  return {
    account: (accountId) => ({
      accountId,
      assets: (how) => assets(accountId, how),
      openFleet: (how) => openFleet(accountId, how),
      restAssets: (how) => readRestAssets(call, { accountId, ...how }),
      restLocations: (how) => readRestLocations(call, { accountId, ...how }),
      restList: (list, how) => readRestList(call, list, { accountId, ...how }),
      setAssetTextFields: (fields) => setAssetTextFields(call, accountId, fields),
    }),
  };
};
