import { z } from 'zod';
import { isAllowedAlgorithm } from './signature-algorithm.ts';

const headerSchema = z.object({
  alg: z.string().refine(isAllowedAlgorithm),
  kid: z.string().min(1).max(512).optional(),
  crit: z.undefined().optional(),
});

const claimsSchema = z.looseObject({
  iss: z.string().optional(),
  sub: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  iat: z.number().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  nbf: z.number().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  exp: z.number().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  jti: z.string().max(512).optional(),
});

/** The claims of a token. Times are seconds since 1970, as they are on the wire. */
export type JwtClaims = Readonly<z.infer<typeof claimsSchema>>;

/** A token taken apart; nothing about it is verified yet. */
export type CompactJwt = {
  readonly alg: string;
  readonly kid: string | undefined;
  readonly claims: JwtClaims;
  readonly signed: Buffer;
  readonly signature: Buffer;
};

/** Longer tokens are refused before anything is done with them. */
export const longestToken = 16_384;

const form = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

const parsePart = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/**
 * Takes a compact JWT apart. Keys that the token itself offers (`jwk`, `jku`, `x5c`, `x5u`) are not even read.
 *
 * @returns `undefined` when it is none, or needs what we do not do (`crit`, an algorithm outside the list)
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-7.1
 */
export const parseCompactJwt = (token: string): CompactJwt | undefined => {
  if (token.length > longestToken) return undefined;
  const [, head, body, signature] = form.exec(token) ?? [];
  if (head === undefined || body === undefined || signature === undefined) return undefined;
  const header = headerSchema.safeParse(parsePart(head));
  const claims = claimsSchema.safeParse(parsePart(body));
  if (!header.success || !claims.success) return undefined;
  return {
    alg: header.data.alg,
    kid: header.data.kid,
    claims: claims.data,
    signed: Buffer.from(`${head}.${body}`, 'ascii'),
    signature: Buffer.from(signature, 'base64url'),
  };
};
