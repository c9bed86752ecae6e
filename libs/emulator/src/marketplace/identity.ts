import { createHash } from 'node:crypto';
import type { Choices } from '../choices.ts';
import type { KeyRing } from '../keys/key-ring.ts';

/** What an identity speaks for. */
export type IdentityRequest = {
  readonly irisAppId: string;
  readonly accountId: string;
  /** The body that it travels with, in case that the body is bound. */
  readonly body?: string;
  /** Members that replace or add to the usual claims; undefined leaves one away. For tests of a verifier. */
  readonly claims?: Readonly<Record<string, unknown>>;
};

/** A `Trackunit-Identity` and what it says. */
export type SignedIdentity = { readonly token: string; readonly claims: Readonly<Record<string, unknown>> };

type Options = {
  readonly ring: KeyRing;
  readonly nowMs: () => number;
  readonly choices: () => Choices;
  readonly createId: () => string;
};

/** Signs `Trackunit-Identity` headers with the claims that the choices name. */
export const createIdentitySigner = ({ ring, nowMs, choices, createId }: Options) => {
  const toClaims = ({ irisAppId, accountId, body, claims }: IdentityRequest): Record<string, unknown> => {
    const chosen = choices();
    const iat = Math.floor(nowMs() / 1000);
    const life = chosen.identityLifetimeSeconds;
    const hashed = chosen.identityBodyHashClaim;
    const all: Record<string, unknown> = {
      jti: createId(),
      iat,
      sub: irisAppId,
      ...(chosen.identityIssuer === null ? {} : { iss: chosen.identityIssuer }),
      ...(chosen.identityAudience === null ? {} : { aud: chosen.identityAudience }),
      ...(life === null ? {} : { exp: iat + life }),
      ...(chosen.identityAppClaim === null ? {} : { [chosen.identityAppClaim]: irisAppId }),
      ...(chosen.identityAccountClaim === null ? {} : { [chosen.identityAccountClaim]: accountId }),
      ...(hashed === null || body === undefined
        ? {}
        : { [hashed]: createHash('sha256').update(body).digest('base64url') }),
      ...claims,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  };

  return async (request: IdentityRequest): Promise<SignedIdentity> => {
    const claims = toClaims(request);
    return { token: await ring.sign(claims), claims };
  };
};

/** See `createIdentitySigner`. */
export type IdentitySigner = ReturnType<typeof createIdentitySigner>;
