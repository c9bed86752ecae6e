import type { Vault } from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import {
  createIdentityVerifier,
  createJwtVerifier,
  createKeySource,
  createTokenProvider,
  createTrackunitClient,
  type KeyEvent,
  type TokenProvider,
  type TrackunitClient,
} from '@fleet-watch/trackunit-client';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { FleetWatchTables } from './store/tables.ts';

const logKeyEvent =
  (logger: Logger, signer: string) =>
  (event: KeyEvent): void => {
    const level = event.type === 'fetched' ? 'info' : 'warn';
    logger[level]({ signer, ...event }, 'keys of a signer');
  };

/** The check of install messages, with Trackunit's keys. */
export const createInstallIdentity = ({ identity }: Config, logger: Logger) =>
  createIdentityVerifier({
    keys: createKeySource({ jwksUrl: identity.jwksUrl, onEvent: logKeyEvent(logger, 'trackunit identity') }),
    issuer: identity.issuer,
    audience: identity.audience,
  });

/** Everything that acts in Trackunit on behalf of accounts. */
export type TrackunitAccess = { readonly tokens: TokenProvider; readonly client: TrackunitClient };

/** Tokens and the API, on behalf of the accounts of a vault; no token is asked for beyond what the manifest declares. */
export const createTrackunitAccess = (
  { trackunit }: Config,
  { vault, logger }: { readonly vault: Vault<FleetWatchTables>; readonly logger: Logger },
): TrackunitAccess => {
  const tokens = createTokenProvider({
    authUrl: trackunit.authUrl,
    irisAppId: vault.irisAppId,
    credentials: { findCredential: vault.findCredential },
    declaredScopes: [...fleetWatchScopes.required, ...fleetWatchScopes.optional],
    report: (error) => logger.warn({ err: error }, 'a token could not be renewed in the background'),
  });
  return { tokens, client: createTrackunitClient({ apiUrl: trackunit.apiUrl, tokens }) };
};

/** The check of users' tokens; nothing where no key set is configured. */
export const createUserTokens = ({ userToken }: Config, logger: Logger) =>
  userToken.jwksUrl === undefined
    ? undefined
    : createJwtVerifier({
        keys: createKeySource({ jwksUrl: userToken.jwksUrl, onEvent: logKeyEvent(logger, 'user tokens') }),
        issuer: userToken.issuer,
        audience: userToken.audience,
      });
