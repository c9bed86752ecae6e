import { createTokens } from './auth/tokens.ts';
import { defaultChoices, type Choices } from './choices.ts';
import { createPlatformClock } from './clock/platform-clock.ts';
import { createEventLog } from './control/event-log.ts';
import { accountSeedSchema, type AccountSeed } from './fleet/demo-accounts.ts';
import { createFleets } from './fleet/fleets.ts';
import { createFaults } from './faults/faults.ts';
import { createClientId, createKeyId, createSecret } from './random.ts';
import { createBudgets } from './graphql/budget.ts';
import { createKeyRing, type SigningKeys } from './keys/key-ring.ts';
import { createApps, type AppSource } from './marketplace/apps.ts';
import { createCourier } from './marketplace/courier.ts';
import { createIdentitySigner } from './marketplace/identity.ts';
import { createInstalls } from './marketplace/installs.ts';
import type { Platform } from './platform.ts';
import { createLimiter } from './rest/limits.ts';
import { createCredentials } from './state/credentials.ts';
import { createCustomFields } from './state/custom-fields.ts';
import { createStateFile, readSnapshot } from './state/state-file.ts';
import { createState, type Snapshot } from './state/state.ts';

/** What a platform is made of; see `TrackunitOptions` for the meaning of each. */
export type PlatformOptions = {
  readonly seed: string;
  readonly stateFile: string | undefined;
  readonly apps: readonly AppSource[];
  readonly accounts: readonly AccountSeed[];
  readonly choices: Partial<Choices>;
  readonly clock: () => Date;
  readonly fetch: typeof globalThis.fetch;
  readonly createId: () => string;
  readonly keys: SigningKeys | undefined;
};

/** Wires the platform: no part knows how another is made. */
export const createPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const snapshot = options.stateFile === undefined ? undefined : await readSnapshot(options.stateFile);
  let choices: Choices = { ...defaultChoices, ...options.choices };
  const clock = createPlatformClock(() => options.clock().getTime(), snapshot?.clock);
  const nowMs = clock.wallNowMs;
  const log = createEventLog(nowMs);
  const state = createState(snapshot);
  const credentials = createCredentials(snapshot?.credentials);
  const urls = { manager: '', apps: '' };

  const toSnapshot = async (): Promise<Snapshot> => ({
    form: 1,
    clock: clock.toStored(),
    identityKeys: await identityRing.toStored(),
    tokenKeys: await tokenRing.toStored(),
    ...state.toParts(),
    credentials: credentials.toStored(),
    customFields: customFields.toStored(),
    addedAccounts: fleets.toStored(),
  });
  const { save, saveSoon, close } = createStateFile(options.stateFile, toSnapshot);
  const ringOf = (stored: Snapshot['identityKeys'] | undefined, algorithm: () => string) =>
    createKeyRing({
      ...(stored ? { stored } : {}),
      algorithm,
      createId: createKeyId,
      onChange: saveSoon,
    });
  const identityRing = ringOf(
    snapshot?.identityKeys ?? options.keys?.identity,
    () => choices.identityAlgorithm,
  );
  const tokenRing = ringOf(snapshot?.tokenKeys ?? options.keys?.token, () => 'RS256');

  const fleets = createFleets({
    seeded: options.accounts.map((seed) => accountSeedSchema.parse(seed)),
    added: snapshot?.addedAccounts ?? [],
    seed: options.seed,
    clock,
    changesOf: state.changesOf,
  });
  const apps = createApps(options.apps, () => choices.extraScopes);
  const customFields = createCustomFields({
    apps,
    isInstalled: (irisAppId, accountId) => state.findInstall(irisAppId, accountId) !== undefined,
    stored: snapshot?.customFields,
  });
  const shared = { log, choices: () => choices, nowMs, createId: options.createId };
  const isClient = (clientId: string): boolean =>
    [state.findClient, credentials.findUser, credentials.findKey].some(
      (find) => find(clientId) !== undefined,
    );
  const tokens = createTokens({
    isClient,
    ...shared,
    ring: tokenRing,
    clock,
    issuer: () => `${urls.manager}/oauth2/v1`,
  });
  const signIdentity = createIdentitySigner({ ...shared, nowMs: clock.signingNowMs, ring: identityRing });
  const courier = createCourier({ ...shared, fetch: options.fetch, signIdentity });
  const installs = createInstalls({
    ...shared,
    apps,
    state,
    tokens,
    courier,
    hasAccount: (accountId) => fleets.find(accountId) !== undefined,
    createClientId,
    createSecret,
    save,
  });
  const budgets = createBudgets(clock.serverNowMs, () => choices.graphqlBudget);

  const faults = createFaults();
  const limiter = createLimiter(clock.serverNowMs, () => choices);

  const reset = async (): Promise<void> => {
    clock.reset();
    for (const part of [state, credentials, customFields, tokens, courier, budgets, limiter, apps, log])
      part.reset();
    faults.clear();
    fleets.reset();
    await save();
    log.addChange('reset');
  };

  return {
    clock,
    log,
    state,
    apps,
    tokens,
    identityRing,
    tokenRing,
    signIdentity,
    courier,
    installs,
    budgets,
    faults,
    choices: () => choices,
    choose: async (next) => {
      const hasNewAlgorithm = next.identityAlgorithm !== choices.identityAlgorithm;
      choices = next;
      if (hasNewAlgorithm) await identityRing.rotate({ keepOld: true });
      log.addChange('choices');
    },
    credentials,
    customFields,
    createId: options.createId,
    createClientId,
    createSecret,
    addAccount: fleets.add,
    accounts: fleets.accounts,
    findFleet: fleets.find,
    save,
    saveSoon,
    close: () => {
      courier.stop();
      return close();
    },
    limiter,
    urls,
    reset,
  };
};
