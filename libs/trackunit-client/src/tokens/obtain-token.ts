import { randomUUID } from 'node:crypto';
import type { Secret } from '../secret.ts';
import { TrackunitError } from '../trackunit-error.ts';
import type { Credential } from './credential.ts';
import { createGrantReader } from './granted-scopes.ts';
import type { TokenEndpoint } from './token-endpoint.ts';
import type { StoredToken } from './token-store.ts';

/** For which account a token is obtained, and for what. */
type Purpose = { readonly accountId: string; readonly scope: string };

/** Obtains a token from Trackunit: with the refresh token, if there is one that was not sent yet, else with the credential. */
export type ObtainToken = (
  credential: Credential,
  purpose: Purpose,
  refreshToken?: Secret,
) => Promise<StoredToken>;

/** Makes what obtains tokens. It knows which refresh tokens were sent, and which scopes are worth a token. */
export const createObtainToken = (
  endpoint: TokenEndpoint,
  declaredScopes: readonly string[] | undefined,
): ObtainToken => {
  const readGrant = createGrantReader(declaredScopes);
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

  return async (credential, { accountId, scope }, refreshToken) => {
    const grant = await ask(credential, scope, refreshToken);
    const grantedScopes = readGrant(credential.kind, scope, grant.scope);
    const isOfUse =
      credential.kind === 'API_USER' || scope.split(' ').some((word) => grantedScopes.includes(word));
    if (!isOfUse)
      throw new TrackunitError('scope_not_granted', `account ${accountId} granted none of: ${scope}`);
    const issuedAt = new Date(endpoint.serverTime.now());
    const expiresAt = new Date(issuedAt.getTime() + grant.expiresInSeconds * 1000);
    const { accessToken, refreshToken: next } = grant;
    return { tokenId: createTokenId(), accessToken, refreshToken: next, grantedScopes, issuedAt, expiresAt };
  };
};
