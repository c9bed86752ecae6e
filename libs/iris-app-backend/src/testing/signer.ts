import { randomUUID } from 'node:crypto';
import type { Fetch } from '@fleet-watch/trackunit-client';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';

const url = 'https://iris.example/api/marketplace/jwks';

type Answer = { readonly status: number; readonly json: unknown };

/** Trackunit's side in tests: signs identities and serves the public keys, and counts who asks for them. */
export type TestSigner = {
  readonly jwksUrl: string;
  readonly fetch: Fetch;
  readonly requests: () => number;
  /** Makes the key server answer otherwise, or fail; `undefined` brings it back. */
  readonly breakKeyServer: (answer: Answer | Error | undefined) => void;
  /** Replaces the key by a new one with a new `kid`. */
  readonly rotate: () => Promise<void>;
  readonly publicJwk: () => JWK;
  readonly sign: (
    claims?: Record<string, unknown>,
    header?: { kid?: string; alg?: string },
  ) => Promise<string>;
};

const toFetchAnswer = ({ status, json }: Answer) => ({
  status,
  headers: { get: () => 'application/json' },
  body: new Blob([JSON.stringify(json)]).stream(),
});

/** Makes a signer with one key of the given algorithm. */
export const createTestSigner = async ({ alg = 'RS256', now = Date.now } = {}): Promise<TestSigner> => {
  const newKey = async () => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const kid = randomUUID();
    return { privateKey, kid, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
  };
  let key = await newKey();
  let broken: Answer | Error | undefined;
  let requests = 0;
  return {
    jwksUrl: url,
    fetch: async () => {
      requests += 1;
      if (broken instanceof Error) throw broken;
      return toFetchAnswer(broken ?? { status: 200, json: { keys: [key.jwk] } });
    },
    requests: () => requests,
    breakKeyServer: (answer) => {
      broken = answer;
    },
    rotate: async () => {
      key = await newKey();
    },
    publicJwk: () => key.jwk,
    sign: (claims = {}, header = {}) => {
      const seconds = Math.floor(now() / 1000);
      const payload = { iat: seconds, exp: seconds + 300, jti: randomUUID(), ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg, kid: key.kid, ...header }).sign(key.privateKey);
    },
  };
};
