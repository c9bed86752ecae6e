import { createTrust } from './auth/trust.ts';
import type { Choices } from './choices.ts';
import { createPlatformClock } from './clock/platform-clock.ts';
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

/** Wires the platform: no part knows how another is made. */
export const createPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const snapshot = options.stateFile === undefined ? undefined : await readSnapshot(options.stateFile);
  let chosen = options.choices;
  const choices = (): Choices => chosen;
  const urls = { manager: '', apps: '' };
  const ground = createGround(options, snapshot);
  const { clock, state, fleets, log, credentials } = ground;

  const toSnapshot = async (): Promise<Snapshot> => ({
    form: 1,
    clock: clock.toStored(),
    identityKeys: await trust.identityRing.toStored(),
    tokenKeys: await trust.tokenRing.toStored(),
    ...state.toParts(),
    credentials: credentials.toStored(),
    customFields: marketplace.customFields.toStored(),
    addedAccounts: fleets.toStored(),
  });
  const file = createStateFile(options.stateFile, toSnapshot);
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
  const budgets = createBudgets(clock.serverNowMs, () => chosen.graphqlBudget);
  const limiter = createLimiter(clock.serverNowMs, choices);
  const faults = createFaults();

  const { apps, customFields, courier } = marketplace;
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
  const reset = async (): Promise<void> => {
    for (const part of parts) part.reset();
    await file.save();
    log.addChange('reset');
  };
  const choose = async (next: Choices): Promise<void> => {
    const hasNewAlgorithm = next.identityAlgorithm !== chosen.identityAlgorithm;
    chosen = next;
    if (hasNewAlgorithm) await trust.identityRing.rotate({ keepOld: true });
    log.addChange('choices');
  };
  const close = async (): Promise<void> => {
    courier.stop();
    await file.close();
  };

  return {
    ...shared,
    ...trust,
    ...marketplace,
    budgets,
    limiter,
    faults,
    choose,
    createClientId,
    createSecret,
    addAccount: fleets.add,
    accounts: fleets.accounts,
    findFleet: fleets.find,
    save: file.save,
    saveSoon: file.saveSoon,
    close,
    urls,
    reset,
  };
};
