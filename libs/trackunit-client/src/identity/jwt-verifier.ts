import type { KeyObject } from 'node:crypto';
import { systemClock, type Clock } from '../clock.ts';
import { parseCompactJwt, type CompactJwt, type JwtClaims } from './compact-jwt.ts';
import type { KeyAnswer, KeySource } from './key-source.ts';
import { isSignedBy } from './signature-algorithm.ts';

/** Why a token is not accepted. `keys_unavailable` says nothing about the token: try again later. */
export type JwtRefusal =
  | 'malformed'
  | 'unknown_key'
  | 'bad_signature'
  | 'expired'
  | 'not_yet_valid'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'keys_unavailable';

/** `signed` is what the signature covers: two tokens with the same claims in the same bytes are the same token. */
export type JwtVerdict =
  | { readonly ok: true; readonly claims: JwtClaims; readonly signed: Buffer }
  | { readonly ok: false; readonly reason: JwtRefusal };

/** How far a signer's clock may be off where nobody says otherwise. */
export const defaultToleranceSeconds = 60;

/** What a token must be, beyond being signed. */
export type JwtVerifierOptions = {
  readonly keys: KeySource;
  /** Compared with `iss` when given. */
  readonly issuer?: string | undefined;
  /** Must be in `aud` when given. */
  readonly audience?: string | undefined;
  readonly clock?: Clock | undefined;
  /** How far the signer's clock may be off, 60 seconds by default. */
  readonly clockToleranceSeconds?: number | undefined;
};

/** Verifies signed tokens. */
export type JwtVerifier = {
  /** Answers without waiting when the key is at hand. Never throws for what a token says. */
  readonly verify: (token: string) => JwtVerdict | Promise<JwtVerdict>;
};

/** So many keys are tried on a token that names none, the newly fetched among them: forged ones cost no more than that. */
const mostKeys = 4;

const refuse = (reason: JwtRefusal): JwtVerdict => ({ ok: false, reason });

type Expectation = {
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  readonly tolerance: number;
};

const findFault = (claims: JwtClaims, nowSeconds: number, expected: Expectation): JwtRefusal | undefined => {
  const { issuer, audience, tolerance } = expected;
  if (claims.exp !== undefined && claims.exp <= nowSeconds - tolerance) return 'expired';
  if ((claims.nbf ?? 0) > nowSeconds + tolerance) return 'not_yet_valid';
  if ((claims.iat ?? 0) > nowSeconds + tolerance) return 'not_yet_valid';
  if (issuer !== undefined && claims.iss !== issuer) return 'wrong_issuer';
  if (audience !== undefined && ![claims.aud].flat().includes(audience)) return 'wrong_audience';
  return undefined;
};

const isSigned = (jwt: CompactJwt, key: KeyObject): boolean => {
  try {
    return isSignedBy(jwt, key);
  } catch {
    return false;
  }
};

/**
 * Verifies compact JWTs with public keys: algorithm from a fixed list, key by `kid`, or
 * each that fits where the token has none, four at most; `exp` and `nbf` when present,
 * `iss` and `aud` when expected, nothing signed in the future.
 */
export const createJwtVerifier = (options: JwtVerifierOptions): JwtVerifier => {
  const {
    keys,
    clock = systemClock,
    clockToleranceSeconds = defaultToleranceSeconds,
    issuer,
    audience,
  } = options;
  const expected = { issuer, audience, tolerance: clockToleranceSeconds };

  const judge = (jwt: CompactJwt, key: KeyAnswer): JwtVerdict => {
    if (key === 'unavailable') return refuse('keys_unavailable');
    if (key === 'unknown') return refuse('unknown_key');
    if (!isSigned(jwt, key)) return refuse('bad_signature');
    const fault = findFault(jwt.claims, clock.now() / 1000, expected);
    return fault === undefined ? { ok: true, claims: jwt.claims, signed: jwt.signed } : refuse(fault);
  };

  /** Without a `kid` nothing but the signature tells which key it was, and that the signer has another one by now. */
  const judgeAnyKey = (
    jwt: CompactJwt,
    key: KeyAnswer,
    refused: readonly KeyObject[],
  ): JwtVerdict | Promise<JwtVerdict> => {
    if (key === 'unknown' && refused.length > 0) return refuse('bad_signature');
    const verdict = judge(jwt, key);
    const isKnown = jwt.kid !== undefined || typeof key === 'string' || refused.length + 1 >= mostKeys;
    if (isKnown || verdict.ok || verdict.reason !== 'bad_signature') return verdict;
    return judgeByNext(jwt, [...refused, key]);
  };

  const judgeByNext = (jwt: CompactJwt, refused: readonly KeyObject[]) => {
    const key = keys.findKey(jwt.alg, jwt.kid, refused);
    return key instanceof Promise
      ? key.then((answer) => judgeAnyKey(jwt, answer, refused))
      : judgeAnyKey(jwt, key, refused);
  };

  return {
    verify: (token) => {
      const jwt = parseCompactJwt(token);
      return jwt === undefined ? refuse('malformed') : judgeByNext(jwt, []);
    },
  };
};
