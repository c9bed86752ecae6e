import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { allowedAlgorithms, isKeyFor } from './signature-algorithm.ts';

const keySchema = z.looseObject({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  kid: z.string().optional(),
  use: z.string().optional(),
  alg: z.string().optional(),
  d: z.undefined().optional(),
});

const jwksSchema = z.object({ keys: z.array(z.unknown()).max(200) });

/** `algorithms` is worked out once: asking a key object what it is costs about as much as checking a signature. */
type PublicKey = {
  readonly kid: string | undefined;
  readonly algorithms: ReadonlySet<string>;
  readonly key: KeyObject;
};

/** Public keys, ready for use. */
export type KeySet = readonly PublicKey[];

const toPublicKey = (value: unknown): PublicKey | undefined => {
  const parsed = keySchema.safeParse(value);
  if (!parsed.success || (parsed.data.use ?? 'sig') !== 'sig') return undefined;
  try {
    const key = createPublicKey({ key: value as JsonWebKey, format: 'jwk' });
    const { kid, alg } = parsed.data;
    const fitting = allowedAlgorithms.filter((name) => (alg ?? name) === name && isKeyFor(name, key));
    return { kid, algorithms: new Set(fitting), key };
  } catch {
    return undefined;
  }
};

/**
 * Reads a JSON Web Key Set. Keys that cannot be used — for encryption, of an unknown type, broken, private — are
 * left out, so that one odd key does not shut out the others.
 *
 * @returns `undefined` when it is no key set at all
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export const parseKeySet = (json: unknown): KeySet | undefined => {
  const parsed = jwksSchema.safeParse(json);
  if (!parsed.success) return undefined;
  return parsed.data.keys.map(toPublicKey).filter((key) => key !== undefined);
};

/** What is looked for in a key set. */
export type WantedKey = {
  readonly alg: string;
  /** Without one, any key that fits the algorithm may be it. */
  readonly kid: string | undefined;
  /** Keys that were tried and did not make the signature. */
  readonly refused: readonly KeyObject[];
};

/** The first key that fits and was not refused. */
export const findKey = (keys: KeySet, { alg, kid, refused }: WantedKey): KeyObject | undefined =>
  keys.find(
    ({ key, kid: name, algorithms }) =>
      (kid === undefined || kid === name) &&
      algorithms.has(alg) &&
      !refused.some((other) => other.equals(key)),
  )?.key;
