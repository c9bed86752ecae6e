import type { JWTPayload } from 'jose';
import type { Choices } from '../choices.ts';
import type { PlatformClock } from '../clock/platform-clock.ts';
import type { EventLog } from '../control/event-log.ts';
import type { TokenRecord } from '../control/shapes.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Grant } from './grant.ts';
import { createKnownGrants, type TokenProblem } from './known-grants.ts';
import { parseTokenClaims, toTokenClaims, type TokenRequest } from './token-claims.ts';

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

/** A token for whoever asked for it. */
export type IssuedToken = { readonly token: string; readonly expiresInSeconds: number };

/**
 * Issues access tokens as Okta does (RS256, `ver jti iss aud sub iat exp cid scp`) and knows what each one opens.
 * A token of an earlier run opens the same as before as long as the signing key is kept.
 */
export const createTokens = ({ ring, log, clock, choices, issuer, createId, isClient }: Options) => {
  const known = createKnownGrants(clock.serverNowMs);

  const toClaims = (request: TokenRequest, tokenId: string): JWTPayload =>
    toTokenClaims(request, {
      tokenId,
      issuer: issuer(),
      issuedAt: Math.floor(clock.signingNowMs() / 1000),
      accountClaim: choices().userTokenAccountClaim,
    });

  const keep = (token: string, grant: Grant, record: TokenRecord): void => {
    known.remember(token, grant);
    log.addToken(record);
  };

  const issue = async (request: TokenRequest): Promise<IssuedToken> => {
    const { kind, accountId, clientId, userId = null, scopes, lifetimeSeconds } = request;
    const era = known.era();
    const tokenId = createId();
    const claims = toClaims(request, tokenId);
    const token = await ring.sign(claims);
    const about = { tokenId, kind, accountId, clientId, userId };
    const lifetimeMs = lifetimeSeconds * 1000;
    // A reset that came while this was signed took the client away.
    if (era === known.era()) {
      keep(
        token,
        { ...about, scopes: new Set(scopes), expiresAtMs: clock.serverNowMs() + lifetimeMs },
        {
          ...about,
          scopes,
          at: new Date(clock.wallNowMs()).toISOString(),
          expiresAt: new Date(clock.wallNowMs() + lifetimeMs).toISOString(),
          header: decodeHeader(token),
          claims,
          revoked: false,
        },
      );
    }
    return { token, expiresInSeconds: lifetimeSeconds };
  };

  const restore = async (token: string): Promise<Grant | TokenProblem> => {
    const claims = await ring.findClaims(token);
    const grant = claims && parseTokenClaims(claims, choices().userTokenAccountClaim);
    if (!grant || !isClient(grant.clientId)) return 'unknown';
    if (known.isEnded(grant.clientId)) return 'revoked';
    known.remember(token, grant);
    return known.judge(grant);
  };

  return {
    issue,
    /** What a token opens. Known tokens are answered without waiting, as every request asks this. */
    findGrant: (token: string): Grant | TokenProblem | Promise<Grant | TokenProblem> => {
      const grant = known.find(token);
      return grant ? known.judge(grant) : restore(token);
    },
    revokeToken: known.revoke,
    /** Ends every token that a client got so far; a client that is still there may get new ones. */
    revokeTokensOf: known.endTokensOf,
    /** The newest tokens with what became of them, newest first. */
    list: (): readonly TokenRecord[] =>
      log.tokens().map((record) => ({ ...record, revoked: known.isRevoked(record.tokenId) })),
    /** After a reset no earlier token opens anything: its client is gone. */
    reset: known.reset,
  };
};

const decodeHeader = (token: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()) as Record<
    string,
    unknown
  >;

/** See `createTokens`. */
export type Tokens = ReturnType<typeof createTokens>;
