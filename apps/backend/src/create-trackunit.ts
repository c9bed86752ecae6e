import {
  createBudgetStore,
  createKeyStore,
  createRenewalLease,
  createTokenStore,
  createUserTokenVerifier,
  listenToAccountChanges,
  type Database,
  type KeyRing,
  type UserTokenVerifier,
  type Vault,
} from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import {
  createIdentityVerifier,
  createJwtVerifier,
  createKeySource,
  createTokenProvider,
  createTrackunitClient,
  type IdentityVerifier,
  type TokenProvider,
  type TrackunitClient,
} from '@fleet-watch/trackunit-client';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { rememberBudgets } from './remembered-budgets.ts';
import type { FleetWatchTables } from './store/tables.ts';

/** What the ways to Trackunit and back stand on. */
export type TrackunitDependencies = {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database<FleetWatchTables>;
  readonly keys: KeyRing;
  readonly vault: Vault<FleetWatchTables>;
};

/** Everything that acts in Trackunit on behalf of accounts, or checks what comes from there. */
export type TrackunitAccess = {
  readonly tokens: TokenProvider;
  readonly client: TrackunitClient;
  readonly verifyIdentity: IdentityVerifier;
  /** Missing where no key set for users' tokens is configured. */
  readonly userTokens: UserTokenVerifier | undefined;
};

/** A signer's public keys, kept in the database so that a start does not depend on the key server. */
const createKeys = ({ database, logger }: TrackunitDependencies, jwksUrl: string) =>
  createKeySource({
    jwksUrl,
    store: createKeyStore({ database }),
    onEvent: (event) =>
      logger[event.type === 'fetched' ? 'info' : 'warn']({ jwksUrl, ...event }, 'keys of a signer'),
  });

const createInstallIdentity = (dependencies: TrackunitDependencies): IdentityVerifier => {
  const { jwksUrl, issuer, audience } = dependencies.config.identity;
  return createIdentityVerifier({ keys: createKeys(dependencies, jwksUrl), issuer, audience });
};

const createUserTokens = (dependencies: TrackunitDependencies): UserTokenVerifier | undefined => {
  const { jwksUrl, issuer, audience, ...claimNames } = dependencies.config.userToken;
  if (jwksUrl === undefined) return undefined;
  return createUserTokenVerifier({
    jwt: createJwtVerifier({ keys: createKeys(dependencies, jwksUrl), issuer, audience }),
    ...claimNames,
    irisAppId: dependencies.vault.irisAppId,
    isInstalled: async (accountId) => (await dependencies.vault.findInstallation(accountId)) !== undefined,
  });
};

const createClient = ({ config, logger, database, keys, vault }: TrackunitDependencies) => {
  const report = (error: unknown) =>
    logger.warn({ err: error }, 'a store of the Trackunit client, or a renewal, failed');
  const tokens = createTokenProvider({
    authUrl: config.trackunit.authUrl,
    irisAppId: vault.irisAppId,
    credentials: { findCredential: vault.findCredential },
    // No token is asked for beyond what the manifest declares.
    declaredScopes: [...fleetWatchScopes.required, ...fleetWatchScopes.optional],
    store: createTokenStore({ database, keys, onlyInstalled: true }),
    lease: createRenewalLease({ database }),
    report,
  });
  const budgets = rememberBudgets(createBudgetStore({ database }));
  return {
    tokens,
    client: createTrackunitClient({ apiUrl: config.trackunit.apiUrl, tokens, budgets, report }),
  };
};

/**
 * Makes the ways to Trackunit and back. Tokens, budgets and public keys are shared with other processes through the
 * database; what is remembered of an account goes when any process changes its install, and everything that is
 * remembered goes when such news may have been missed.
 *
 * @returns `stop` ends the listening; call it before the database is closed
 */
export const createTrackunitAccess = async (
  dependencies: TrackunitDependencies,
): Promise<TrackunitAccess & { readonly stop: () => Promise<void> }> => {
  const { database, logger } = dependencies;
  const { tokens, client } = createClient(dependencies);
  const userTokens = createUserTokens(dependencies);
  const stop = await listenToAccountChanges(database, {
    onChange: (accountId) => {
      userTokens?.forgetAccount(accountId);
      tokens
        .invalidate({ accountId })
        .catch((cause: unknown) => logger.warn({ err: cause, accountId }, 'stored tokens were not dropped'));
    },
    onGap: () => {
      userTokens?.forgetAll();
      tokens.forgetAll();
    },
  });
  return { tokens, client, userTokens, verifyIdentity: createInstallIdentity(dependencies), stop };
};
