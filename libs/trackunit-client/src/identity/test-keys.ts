import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { Fetch } from '../http/fetch.ts';

/** A key pair that signs tokens in tests. */
export const createTestKey = async (alg: string, kid?: string) => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), ...(kid === undefined ? {} : { kid }) };
  const sign = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }), ...header })
      .sign(privateKey);
  return { alg, jwk, privateKey, publicKey, sign };
};

/** A key server that counts who asks, and can be broken. */
export const createKeyServer = (...jwks: readonly unknown[]) => {
  const state = { keys: jwks, status: 200, fails: false, requests: 0, body: undefined as string | undefined };
  const fetch: Fetch = async () => {
    state.requests += 1;
    if (state.fails) throw new TypeError('fetch failed');
    const text = state.body ?? JSON.stringify({ keys: state.keys });
    return {
      status: state.status,
      headers: { get: () => 'application/json' },
      body: new Blob([text]).stream(),
    };
  };
  return { state, fetch };
};
