import type { JWTPayload } from 'jose';
import type { Choices } from '../choices.ts';
import type { PlatformClock } from '../clock/platform-clock.ts';
import type { EventLog } from '../control/event-log.ts';
import type { KeyRing } from '../keys/key-ring.ts';
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

/** Why a token opens nothing. */
export type TokenProblem = 'unknown' | 'expired' | 'revoked';

type Options = {
  readonly ring: KeyRing;
  readonly log: EventLog;
  readonly clock: PlatformClock;
  readonly choices: () => Choices;
  readonly issuer: () => string;
  readonly createId: () => string;
  /** Whether a client that a token of an earlier run names is still there. */
  readonly isClient: (clientId: string) => boolean;
};

/** Audience of every access token, as Okta's authorization servers name one. */
export const tokenAudience = 'api://trackunit';

const keptAtMost = 20_000;

/**
 * Issues access tokens as Okta does (RS256, `ver jti iss aud sub iat exp cid scp`) and knows what each one opens.
 * A token of an earlier run opens the same as before as long as the signing key is kept.
 */
export const createTokens = ({ ring, log, clock, choices, issuer, createId, isClient }: Options) => {
  const grants = new Map<string, Grant>();
  const revoked = new Set<string>();
  /** Client ids whose tokens are dead: of uninstalled apps and of replaced credentials. */
  const deadClients = new Set<string>();

  const remember = (token: string, grant: Grant): void => {
    if (grants.size >= keptAtMost) grants.delete(grants.keys().next().value ?? '');
    grants.set(token, grant);
  };

  const toClaims = (request: TokenRequest, tokenId: string): JWTPayload => {
    const iat = Math.floor(clock.signingNowMs() / 1000);
    const claims: Record<string, unknown> = {
      ver: 1,
      jti: `AT.${tokenId}`,
      iss: issuer(),
      aud: tokenAudience,
      iat,
      exp: iat + request.lifetimeSeconds,
      cid: request.clientId,
      ...(request.userId === undefined ? {} : { uid: request.userId }),
      sub: request.userId ?? request.clientId,
      scp: request.scopes,
      [choices().userTokenAccountClaim]: request.accountId,
      ...(request.irisAppId === undefined ? {} : { irisAppId: request.irisAppId }),
      kind: request.kind,
      ...request.claims,
    };
    return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  };

  const issue = async (request: TokenRequest): Promise<{ token: string; expiresInSeconds: number }> => {
    const tokenId = createId();
    const claims = toClaims(request, tokenId);
    const token = await ring.sign(claims);
    const expiresAtMs = clock.serverNowMs() + request.lifetimeSeconds * 1000;
    const { kind, accountId, clientId } = request;
    const userId = request.userId ?? null;
    remember(token, {
      tokenId,
      kind,
      accountId,
      clientId,
      userId,
      scopes: new Set(request.scopes),
      expiresAtMs,
    });
    log.addToken({
      tokenId,
      at: new Date(clock.wallNowMs()).toISOString(),
      kind,
      accountId,
      clientId,
      userId,
      scopes: request.scopes,
      expiresAt: new Date(clock.wallNowMs() + request.lifetimeSeconds * 1000).toISOString(),
      header: decodeHeader(token),
      claims,
      revoked: false,
    });
    return { token, expiresInSeconds: request.lifetimeSeconds };
  };

  const restore = async (token: string): Promise<Grant | undefined> => {
    const claims = await ring.findClaims(token);
    if (!claims) return undefined;
    const accountId = claims[choices().userTokenAccountClaim];
    const { kind, cid, exp, jti, scp, uid } = claims;
    if (typeof accountId !== 'string' || typeof cid !== 'string' || exp === undefined) return undefined;
    if (!isClient(cid)) return undefined;
    const grant: Grant = {
      tokenId: (jti ?? '').replace(/^AT\./, ''),
      kind: kind as Grant['kind'],
      accountId,
      clientId: cid,
      userId: typeof uid === 'string' ? uid : null,
      scopes: new Set(Array.isArray(scp) ? scp.map(String) : []),
      expiresAtMs: exp * 1000,
    };
    remember(token, grant);
    return grant;
  };

  const judge = (grant: Grant): Grant | TokenProblem => {
    if (revoked.has(grant.tokenId) || deadClients.has(grant.clientId)) return 'revoked';
    return grant.expiresAtMs <= clock.serverNowMs() ? 'expired' : grant;
  };

  return {
    issue,
    /** What a token opens. Known tokens are answered without waiting, as every request asks this. */
    findGrant: (token: string): Grant | TokenProblem | Promise<Grant | TokenProblem> => {
      const grant = grants.get(token);
      if (grant) return judge(grant);
      return restore(token).then((restored) => (restored ? judge(restored) : 'unknown'));
    },
    revokeToken: (tokenId: string): void => void revoked.add(tokenId),
    revokeClient: (clientId: string): void => void deadClients.add(clientId),
    /** Ends every token that a client got so far; the client itself may get new ones. */
    revokeTokensOf: (clientId: string): void => {
      for (const grant of grants.values()) if (grant.clientId === clientId) revoked.add(grant.tokenId);
    },
    /** A reinstall that hands over the same credential brings its client back to life. */
    reviveClient: (clientId: string): void => void deadClients.delete(clientId),
    isRevoked: (tokenId: string): boolean => revoked.has(tokenId),
    /** After a reset no earlier token opens anything. */
    reset: (): void => {
      for (const grant of grants.values()) revoked.add(grant.tokenId);
      grants.clear();
    },
  };
};

const decodeHeader = (token: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()) as Record<
    string,
    unknown
  >;

/** See `createTokens`. */
export type Tokens = ReturnType<typeof createTokens>;
