import { constants, verify, type KeyObject } from 'node:crypto';

type Algorithm = {
  readonly keyType: 'rsa' | 'ec' | 'ed25519';
  readonly curve?: string;
  check(data: Buffer, key: KeyObject, signature: Buffer): boolean;
};

const rsa = (digest: string): Algorithm => ({
  keyType: 'rsa',
  // A bare key means PKCS #1 padding, and takes half the time of a record that says so.
  check: (data, key, signature) => verify(digest, data, key, signature),
});

const rsaPss = (digest: string): Algorithm => ({
  keyType: 'rsa',
  check: (data, key, signature) =>
    verify(
      digest,
      data,
      { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
      signature,
    ),
});

const ecdsa = (digest: string, curve: string): Algorithm => ({
  keyType: 'ec',
  curve,
  check: (data, key, signature) => verify(digest, data, { key, dsaEncoding: 'ieee-p1363' }, signature),
});

const edwards: Algorithm = {
  keyType: 'ed25519',
  check: (data, key, signature) => verify(null, data, key, signature),
};

/** What may sign. `none` and the shared-secret algorithms are not here, and there is no way to add them. */
const algorithms: ReadonlyMap<string, Algorithm> = new Map([
  ['RS256', rsa('sha256')],
  ['RS384', rsa('sha384')],
  ['RS512', rsa('sha512')],
  ['PS256', rsaPss('sha256')],
  ['PS384', rsaPss('sha384')],
  ['PS512', rsaPss('sha512')],
  ['ES256', ecdsa('sha256', 'prime256v1')],
  ['ES384', ecdsa('sha384', 'secp384r1')],
  ['ES512', ecdsa('sha512', 'secp521r1')],
  ['EdDSA', edwards],
  ['Ed25519', edwards],
]);

/** Every `alg` that may sign. */
export const allowedAlgorithms: readonly string[] = [...algorithms.keys()];

const leastRsaBits = 2048;

/** Whether a token with this `alg` is looked at at all. */
export const isAllowedAlgorithm = (alg: unknown): alg is string =>
  typeof alg === 'string' && algorithms.has(alg);

/** Whether a public key can have made a signature of this kind: type, curve, and at least 2048 bits for RSA. */
export const isKeyFor = (alg: string, key: KeyObject): boolean => {
  const algorithm = algorithms.get(alg);
  if (algorithm === undefined || key.asymmetricKeyType !== algorithm.keyType) return false;
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (algorithm.keyType === 'rsa') return modulusLength >= leastRsaBits;
  return algorithm.curve === undefined || namedCurve === algorithm.curve;
};

/** Bytes with the signature that is to prove them. */
type Signed = { readonly alg: string; readonly signed: Buffer; readonly signature: Buffer };

/** Checks a signature with a key that `isKeyFor` found fit. */
export const isSignedBy = ({ alg, signed, signature }: Signed, key: KeyObject): boolean =>
  algorithms.get(alg)?.check(signed, key, signature) ?? false;
