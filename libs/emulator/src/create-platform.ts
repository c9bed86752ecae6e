import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { createTokens } from './auth/tokens.ts';
import { defaultChoices, type Choices } from './choices.ts';
import { createPlatformClock } from './clock/platform-clock.ts';
import { createEventLog } from './control/event-log.ts';
import { accountSeedSchema, type AccountSeed } from './fleet/demo-accounts.ts';
import { createFleet, type Fleet } from './fleet/fleet.ts';
import { createBudgets } from './graphql/budget.ts';
import { createKeyRing } from './keys/key-ring.ts';
import { createApps, type AppSource } from './marketplace/apps.ts';
import { createCourier } from './marketplace/courier.ts';
import { createIdentitySigner } from './marketplace/identity.ts';
import { createInstalls } from './marketplace/installs.ts';
import type { Platform } from './platform.ts';
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
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomText = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

/** Client ids look like Okta's: `0oa` and 17 more. */
const createClientId = (): string => `0oa${randomText(17)}`;

/** As long as the secret in Trackunit's sample. */
const createSecret = (): string => randomText(43);

/** A short key id. */
const createKeyId = (): string => randomBytes(8).toString('base64url');

/** `randomUUID`, for those who do not bring their own. */
export const createRandomId = (): string => randomUUID();

/** Wires the platform: no part knows how another is made. */
export const createPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const snapshot = options.stateFile === undefined ? undefined : await readSnapshot(options.stateFile);
  const choices: Choices = { ...defaultChoices, ...options.choices };
  const nowMs = () => options.clock().getTime();
  const clock = createPlatformClock(nowMs, snapshot?.clock);
  const log = createEventLog(nowMs);
  const state = createState(snapshot);
  const urls = { manager: '', apps: '' };

  const toSnapshot = async (): Promise<Snapshot> => ({
    form: 1,
    clock: clock.toStored(),
    identityKeys: await identityRing.toStored(),
    tokenKeys: await tokenRing.toStored(),
    ...state.toParts(),
  });
  const { save } = createStateFile(options.stateFile, toSnapshot);
  const ringOf = (stored: Snapshot['identityKeys'] | undefined, algorithm: () => string) =>
    createKeyRing({
      ...(stored ? { stored } : {}),
      algorithm,
      createId: createKeyId,
      onChange: () => void save(),
    });
  const identityRing = ringOf(snapshot?.identityKeys, () => choices.identityAlgorithm);
  const tokenRing = ringOf(snapshot?.tokenKeys, () => 'RS256');

  const accounts = options.accounts.map((seed) => accountSeedSchema.parse(seed));
  const fleets = new Map<string, Fleet>();
  const makeFleets = (): void => {
    for (const account of accounts) {
      const changes = () => state.changesOf(account.accountId);
      fleets.set(
        account.accountId,
        createFleet({ account, seed: options.seed, epochMs: clock.epochMs(), time: clock, changes }),
      );
    }
  };
  makeFleets();

  const apps = createApps(options.apps);
  const shared = { log, choices: () => choices, nowMs, createId: options.createId };
  const tokens = createTokens({
    ...shared,
    ring: tokenRing,
    clock,
    issuer: () => `${urls.manager}/oauth2/v1`,
  });
  const signIdentity = createIdentitySigner({ ...shared, ring: identityRing });
  const courier = createCourier({ ...shared, fetch: options.fetch, signIdentity });
  const installs = createInstalls({
    ...shared,
    apps,
    state,
    tokens,
    courier,
    hasAccount: (accountId) => fleets.has(accountId),
    createClientId,
    createSecret,
    save,
  });
  const budgets = createBudgets(clock.serverNowMs, () => choices.graphqlBudget);

  const reset = async (): Promise<void> => {
    clock.reset();
    for (const part of [state, tokens, courier, budgets, apps, log]) part.reset();
    makeFleets();
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
    choices: () => choices,
    accounts: () => accounts,
    findFleet: (accountId) => fleets.get(accountId),
    save,
    urls,
    reset,
  };
};
