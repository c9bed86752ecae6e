import { createHash } from 'node:crypto';
import type { JwtClaims } from './compact-jwt.ts';
import {
  createJwtVerifier,
  defaultToleranceSeconds,
  type JwtRefusal,
  type JwtVerdict,
  type JwtVerifierOptions,
} from './jwt-verifier.ts';

/** What a verified `Trackunit-Identity` header proves. Only the signature is documented; every claim may be missing. */
export type Identity = {
  /** Names the message: digest of `iss` and `jti`, or of all signed bytes where there is no `jti`. */
  readonly messageId: string;
  /**
   * Whether `messageId` is of a `jti`, and so of this one message. If not, messages whose claims are the same, as two of
   * one second may be, have the same: add what the message is about.
   */
  readonly hasJti: boolean;
  /** `iat`. */
  readonly issuedAt: Date | undefined;
  /** `exp`. */
  readonly expiresAt: Date | undefined;
  /** Until when the verifier takes it: `exp` and the tolerance. Who refuses what comes twice remembers it as long. */
  readonly takenUntil: Date | undefined;
  readonly claims: JwtClaims;
};

/** The outcome of one check; `identity_unavailable` when no key can be had, which is not the sender's fault. */
export type IdentityVerdict =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly code: 'identity_missing' }
  | {
      readonly ok: false;
      readonly code: 'identity_invalid' | 'identity_unavailable';
      readonly reason: JwtRefusal;
    };

/** Verifies the `Trackunit-Identity` header of a life-cycle message. */
export type IdentityVerifier = (header: string | undefined) => IdentityVerdict | Promise<IdentityVerdict>;

/** The last moment that there is a date for. */
const lastMs = 8_640_000_000_000_000;

const toDate = (seconds: number | undefined): Date | undefined =>
  seconds === undefined ? undefined : new Date(Math.min(seconds * 1000, lastMs));

const toMessageId = ({ iss = '', jti }: JwtClaims, signed: Buffer): string => {
  const hash = createHash('sha256');
  return (jti === undefined ? hash.update(signed) : hash.update(JSON.stringify([iss, jti]))).digest(
    'base64url',
  );
};

const toVerdict = (verdict: JwtVerdict, toleranceSeconds: number): IdentityVerdict => {
  if (!verdict.ok) {
    const { reason } = verdict;
    const code = reason === 'keys_unavailable' ? 'identity_unavailable' : 'identity_invalid';
    return { ok: false, code, reason };
  }
  const { claims, signed } = verdict;
  const identity: Identity = {
    messageId: toMessageId(claims, signed),
    hasJti: claims.jti !== undefined,
    issuedAt: toDate(claims.iat),
    expiresAt: toDate(claims.exp),
    takenUntil: toDate(claims.exp === undefined ? undefined : claims.exp + toleranceSeconds),
    claims,
  };
  return { ok: true, identity };
};

/**
 * Makes the check of the `Trackunit-Identity` header.
 *
 * Trackunit documents only that it is a signed JWT and where the key is. Its algorithm, `kid`, issuer, audience,
 * life time, whether it binds the body: unknown. So the algorithm is one of a fixed list of public-key ones, times
 * count when present, issuer and audience when configured.
 *
 * @see https://developers.trackunit.com — "App Tokens (async)"
 */
export const createIdentityVerifier = (options: JwtVerifierOptions): IdentityVerifier => {
  const { clockToleranceSeconds = defaultToleranceSeconds } = options;
  const { verify } = createJwtVerifier({ ...options, clockToleranceSeconds });
  const toOwnVerdict = (verdict: JwtVerdict) => toVerdict(verdict, clockToleranceSeconds);
  return (header) => {
    if (header === undefined || header === '') return { ok: false, code: 'identity_missing' };
    const verdict = verify(header);
    return verdict instanceof Promise ? verdict.then(toOwnVerdict) : toOwnVerdict(verdict);
  };
};
