import type { JWTPayload } from 'jose';
import type { Grant } from './grant.ts';

/** What a token is to say. */
export type TokenRequest = {
  readonly kind: Grant['kind'];
  readonly accountId: string;
  readonly clientId: string;
  readonly userId?: string;
  readonly irisAppId?: string;
  readonly scopes: readonly string[];
  readonly lifetimeSeconds: number;
  /** Members that replace or add to the usual claims; undefined leaves one away. For tests of a verifier. */
  readonly claims?: Readonly<Record<string, unknown>>;
};

/** What a token says of its making rather than of whom it is for. */
export type TokenStamp = {
  readonly tokenId: string;
  readonly issuer: string;
  /** Epoch seconds. */
  readonly issuedAt: number;
  /** The claim that names the account. */
  readonly accountClaim: string;
};

/** Audience of every access token, as Okta's authorization servers name one. */
export const tokenAudience = 'api://trackunit';

/** The claims of an access token, in Okta's words. */
export const toTokenClaims = (request: TokenRequest, stamp: TokenStamp): JWTPayload => {
  const claims: Record<string, unknown> = {
    ver: 1,
    jti: `AT.${stamp.tokenId}`,
    iss: stamp.issuer,
    aud: tokenAudience,
    iat: stamp.issuedAt,
    exp: stamp.issuedAt + request.lifetimeSeconds,
    cid: request.clientId,
    uid: request.userId,
    sub: request.userId ?? request.clientId,
    scp: request.scopes,
    [stamp.accountClaim]: request.accountId,
    irisAppId: request.irisAppId,
    kind: request.kind,
    ...request.claims,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
};

/** What the claims of a token that was once issued here grant; undefined when they are of another form. */
export const parseTokenClaims = (claims: JWTPayload, accountClaim: string): Grant | undefined => {
  const accountId = claims[accountClaim];
  const { kind, cid, exp, jti, scp, uid } = claims;
  if (typeof accountId !== 'string' || typeof cid !== 'string' || exp === undefined) return undefined;
  return {
    tokenId: (jti ?? '').replace(/^AT\./, ''),
    kind: kind as Grant['kind'],
    accountId,
    clientId: cid,
    userId: typeof uid === 'string' ? uid : null,
    scopes: new Set(Array.isArray(scp) ? scp.map(String) : []),
    expiresAtMs: exp * 1000,
  };
};
