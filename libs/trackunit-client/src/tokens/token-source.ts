import { randomUUID } from 'node:crypto';
import type { Secret } from '../secret.ts';
import { TrackunitError } from '../trackunit-error.ts';
import type { Credential, CredentialSource } from './credential.ts';
import { createGrantReader } from './granted-scopes.ts';
import { toTokenTimes, type HeldToken } from './held-token.ts';
import type { SharedTokens } from './shared-tokens.ts';
import type { TokenEndpoint } from './token-endpoint.ts';
import { apiUserScope } from './token-request.ts';
import type { StoredToken, TokenKey } from './token-store.ts';

/** What a token source is made of. */
export type TokenSourceOptions = {
  readonly environment: string;
  readonly irisAppId: string;
  readonly declaredScopes: readonly string[] | undefined;
  readonly credentials: CredentialSource;
  readonly endpoint: TokenEndpoint;
  readonly shared: SharedTokens | undefined;
  readonly random: () => number;
};

/** One token that memory does not have, or has and wants to replace. */
export type WantedToken = {
  readonly accountId: string;
  readonly scope: string;
  /** The token that is to be replaced, or that Trackunit refused. */
  readonly replaced: HeldToken | undefined;
};

/** A token, or the news that this account's tokens are those of its API user, whatever the scopes. */
export type SourcedToken = HeldToken | typeof apiUserScope;

/** Obtains tokens from the store or from Trackunit. No cache. */
export type TokenSource = (wanted: WantedToken) => Promise<SourcedToken>;

/** Makes a token source. */
export const createTokenSource = (options: TokenSourceOptions): TokenSource => {
  const { environment, irisAppId, credentials, endpoint, shared, random } = options;
  const { serverTime } = endpoint;
  const readGrant = createGrantReader(options.declaredScopes);
  const processId = randomUUID();
  let tokens = 0;
  /** A number behind one random part: ten thousand random ids at once are six megabytes for nothing. */
  const createTokenId = (): string => `${processId}-${(tokens += 1)}`;
  /** Refresh tokens that were sent: their answer may be lost, so they are not sent again. */
  const spent = new WeakSet<Secret>();

  const refresh = async (credential: Credential, scope: string, refreshToken: Secret) => {
    spent.add(refreshToken);
    const grant = await endpoint.refresh(credential, scope, refreshToken);
    if (grant.refreshToken === refreshToken) spent.delete(refreshToken);
    return grant;
  };

  const ask = (credential: Credential, scope: string, refreshToken: Secret | undefined) =>
    refreshToken === undefined || spent.has(refreshToken)
      ? endpoint.request(credential, scope)
      : refresh(credential, scope, refreshToken);

  const obtain = async (credential: Credential, { accountId, scope }: WantedToken, refreshToken?: Secret) => {
    const grant = await ask(credential, scope, refreshToken);
    const grantedScopes = readGrant(credential.kind, scope, grant.scope);
    const isOfUse =
      credential.kind === 'API_USER' || scope.split(' ').some((word) => grantedScopes.includes(word));
    if (!isOfUse)
      throw new TrackunitError('scope_not_granted', `account ${accountId} granted none of: ${scope}`);
    const issuedAt = new Date(serverTime.now());
    const expiresAt = new Date(issuedAt.getTime() + grant.expiresInSeconds * 1000);
    const { accessToken, refreshToken: next } = grant;
    return { tokenId: createTokenId(), accessToken, refreshToken: next, grantedScopes, issuedAt, expiresAt };
  };

  const toHeld = (stored: StoredToken, generation: string): HeldToken => {
    const offsetMs = serverTime.offsetMs();
    const expiresAtMs = stored.expiresAt.getTime() - offsetMs;
    const { accessToken, refreshToken, grantedScopes, tokenId } = stored;
    const access = { token: accessToken, grantedScopes, expiresAt: new Date(expiresAtMs) };
    const times = toTokenTimes(stored.issuedAt.getTime() - offsetMs, expiresAtMs, random);
    return { access, tokenId, generation, refreshToken, ...times };
  };

  const isGood = (stored: StoredToken, replaced: HeldToken | undefined): boolean =>
    stored.tokenId !== replaced?.tokenId &&
    toTokenTimes(stored.issuedAt.getTime(), stored.expiresAt.getTime(), random).usableUntilMs >
      serverTime.now();

  return async (wanted) => {
    const { accountId, scope, replaced } = wanted;
    const credential = await credentials.findCredential(accountId);
    if (credential === undefined) {
      throw new TrackunitError('credential_missing', `account ${accountId} has no credential`);
    }
    if (credential.kind === 'API_USER' && scope !== apiUserScope) return apiUserScope;
    const { generation } = credential;
    const key: TokenKey = { environment, irisAppId, accountId, generation, scope };
    if (shared === undefined) {
      const refreshToken = replaced?.generation === generation ? replaced.refreshToken : undefined;
      return toHeld(await obtain(credential, wanted, refreshToken), generation);
    }
    const stored = await shared.getToken({
      key,
      isGood: (found) => isGood(found, replaced),
      obtain: (refreshToken) => obtain(credential, wanted, refreshToken),
    });
    return toHeld(stored, generation);
  };
};
