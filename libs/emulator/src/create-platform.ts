import { createTrust } from './auth/trust.ts';
import type { Choices } from './choices.ts';
import { createPlatformClock, type PlatformClock } from './clock/platform-clock.ts';
import { createEventLog } from './control/event-log.ts';
import { createFaults } from './faults/faults.ts';
import type { Account } from './fleet/demo-accounts.ts';
import { createFleets } from './fleet/fleets.ts';
import { createBudgets } from './graphql/budget.ts';
import type { SigningKeys } from './keys/key-ring.ts';
import type { AppSource } from './marketplace/apps.ts';
import { createMarketplace } from './marketplace/marketplace.ts';
import type { Platform } from './platform.ts';
import { createClientId, createSecret } from './random.ts';
import { createLimiter } from './rest/limits.ts';
import { createCredentials } from './state/credentials.ts';
import { createStateFile, readSnapshot } from './state/state-file.ts';
import { createState, type Snapshot } from './state/state.ts';

/** What a platform is made of; see `TrackunitOptions` for the meaning of each. */
export type PlatformOptions = {
  readonly seed: string;
  readonly stateFile: string | undefined;
  readonly apps: readonly AppSource[];
  readonly accounts: readonly Account[];
  readonly choices: Choices;
  readonly clock: () => Date;
  readonly fetch: typeof globalThis.fetch;
  readonly createId: () => string;
  readonly keys: SigningKeys | undefined;
};

/** What stands on nothing else: time, the log, and what an earlier run kept. */
const createGround = (options: PlatformOptions, snapshot: Snapshot | undefined) => {
  const clock = createPlatformClock(() => options.clock().getTime(), snapshot?.clock);
  const state = createState(snapshot);
  const fleets = createFleets({
    seeded: options.accounts,
    added: snapshot?.addedAccounts ?? [],
    seed: options.seed,
    clock,
    changesOf: state.changesOf,
  });
  const log = createEventLog(clock.wallNowMs);
  return { clock, state, fleets, log, credentials: createCredentials(snapshot?.credentials) };
};

const toKeys = ({ keys }: PlatformOptions, snapshot: Snapshot | undefined): Partial<SigningKeys> =>
  snapshot ? { identity: snapshot.identityKeys, token: snapshot.tokenKeys } : (keys ?? {});

/** What is counted, and what goes wrong on purpose. */
const createMeters = ({ serverNowMs }: PlatformClock, choices: () => Choices) => ({
  budgets: createBudgets(serverNowMs, () => choices().graphqlBudget),
  limiter: createLimiter(serverNowMs, choices),
  faults: createFaults(),
});

type Parts = {
  readonly ground: ReturnType<typeof createGround>;
  readonly trust: ReturnType<typeof createTrust>;
  readonly marketplace: ReturnType<typeof createMarketplace>;
};

const toSnapshot = async ({ ground, trust, marketplace }: Parts): Promise<Snapshot> => ({
  form: 1,
  clock: ground.clock.toStored(),
  identityKeys: await trust.identityRing.toStored(),
  tokenKeys: await trust.tokenRing.toStored(),
  ...ground.state.toParts(),
  credentials: ground.credentials.toStored(),
  customFields: marketplace.customFields.toStored(),
  addedAccounts: ground.fleets.toStored(),
});

type Resettable = Parts & {
  readonly meters: ReturnType<typeof createMeters>;
  readonly save: () => Promise<void>;
};

const createReset = ({ ground, trust, marketplace, meters, save }: Resettable): (() => Promise<void>) => {
  const { clock, state, credentials, fleets, log } = ground;
  const { apps, customFields, courier } = marketplace;
  const { budgets, limiter, faults } = meters;
  // The clock goes first: the story of the fleets begins anew with it.
  const parts = [
    clock,
    state,
    credentials,
    fleets,
    customFields,
    trust.tokens,
    courier,
    budgets,
    limiter,
    faults,
    apps,
    log,
  ];
  return async () => {
    for (const part of parts) part.reset();
    await save();
    log.addChange('reset');
  };
};

/** What is chosen now, and choosing anew: a new signing algorithm wants a new key. */
const createChosen = (first: Choices) => {
  let chosen = first;
  return {
    choices: (): Choices => chosen,
    createChoose:
      ({ ground, trust }: Pick<Parts, 'ground' | 'trust'>) =>
      async (next: Choices): Promise<void> => {
        const hasNewAlgorithm = next.identityAlgorithm !== chosen.identityAlgorithm;
        chosen = next;
        if (hasNewAlgorithm) await trust.identityRing.rotate({ keepOld: true });
        ground.log.addChange('choices');
      },
  };
};

/** Wires the platform: no part knows how another is made. */
export const createPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const snapshot = options.stateFile === undefined ? undefined : await readSnapshot(options.stateFile);
  const { choices, createChoose } = createChosen(options.choices);
  const urls = { manager: '', apps: '' };
  const ground = createGround(options, snapshot);
  const { clock, fleets } = ground;
  const file = createStateFile(options.stateFile, () => toSnapshot({ ground, trust, marketplace }));
  const shared = { ...ground, choices, createId: options.createId };
  const trust = createTrust({
    ...shared,
    keys: toKeys(options, snapshot),
    issuer: () => `${urls.manager}/oauth2/v1`,
    onChange: file.saveSoon,
  });
  const marketplace = createMarketplace({
    ...shared,
    ...trust,
    sources: options.apps,
    storedFields: snapshot?.customFields,
    hasAccount: (accountId) => fleets.find(accountId) !== undefined,
    fetch: options.fetch,
    nowMs: clock.wallNowMs,
    save: file.save,
  });
  const meters = createMeters(clock, choices);
  const closing = new AbortController();

  return {
    ...shared,
    ...trust,
    ...marketplace,
    ...meters,
    choose: createChoose({ ground, trust }),
    createClientId,
    createSecret,
    addAccount: fleets.add,
    accounts: fleets.accounts,
    findFleet: fleets.find,
    save: file.save,
    saveSoon: file.saveSoon,
    closing: closing.signal,
    close: async () => {
      closing.abort();
      marketplace.courier.stop();
      await file.close();
    },
    urls,
    reset: createReset({ ground, trust, marketplace, meters, save: file.save }),
  };
};
