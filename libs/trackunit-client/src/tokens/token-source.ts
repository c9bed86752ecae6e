import { TrackunitError } from '../trackunit-error.ts';
import type { CredentialSource } from './credential.ts';
import { toTokenTimes, type HeldToken } from './held-token.ts';
import { createObtainToken } from './obtain-token.ts';
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
  const obtain = createObtainToken(endpoint, options.declaredScopes);

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
