import { createHmac, KeyObject, sign } from 'node:crypto';
import { exportSPKI } from 'jose';
import { expect, test } from 'vitest';
import { createIdentityVerifier } from './identity-verifier.ts';
import type { JwtVerifierOptions } from './jwt-verifier.ts';
import { createKeySource } from './key-source.ts';
import { createKeyServer, createTestKey } from './test-keys.ts';

const now = Math.floor(Date.parse('2026-03-10T12:00:00Z') / 1000);
const clock = { now: () => now * 1000 };
const rsa = await createTestKey('RS256', 'rsa');
const ec = await createTestKey('ES256', 'ec');

const setUp = (options: Partial<JwtVerifierOptions> = {}, jwks: readonly unknown[] = [rsa.jwk, ec.jwk]) => {
  const server = createKeyServer(...jwks);
  const keys = createKeySource({ jwksUrl: 'https://iris.example/jwks', fetch: server.fetch, clock });
  return { server, verify: createIdentityVerifier({ keys, clock, ...options }) };
};

const encode = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');
const good = { iat: now, exp: now + 300, jti: 'one' };

test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
  'an identity that is signed with %s is accepted',
  async (alg) => {
    const key = await createTestKey(alg, 'k');
    const { verify } = setUp({}, [key.jwk]);
    expect(await verify(await key.sign(good))).toMatchObject({
      ok: true,
      identity: { issuedAt: new Date(now * 1000), expiresAt: new Date((now + 300) * 1000), claims: good },
    });
  },
);

test('a key without a kid verifies an identity without a kid', async () => {
  const key = await createTestKey('RS256');
  expect(await setUp({}, [key.jwk]).verify(await key.sign(good))).toMatchObject({ ok: true });
});

test('a signer without kids that changes its key is believed at once, and forgers cost one request', async () => {
  const [old, next, forger] = [
    await createTestKey('RS256'),
    await createTestKey('RS256'),
    await createTestKey('RS256'),
  ];
  let nowMs = now * 1000;
  const server = createKeyServer(old.jwk);
  const times = { clock: { now: () => nowMs } };
  const keys = createKeySource({ jwksUrl: 'https://iris.example/jwks', fetch: server.fetch, ...times });
  const verify = createIdentityVerifier({ keys, ...times });
  expect(await verify(await forger.sign(good))).toMatchObject({ ok: false, reason: 'bad_signature' });
  expect(server.state.requests).toBe(1);
  expect(await verify(await old.sign(good))).toMatchObject({ ok: true });
  nowMs += 31_000;
  server.state.keys = [next.jwk];
  expect(await verify(await next.sign(good))).toMatchObject({ ok: true });
  expect(await verify(await old.sign(good))).toMatchObject({ ok: false, reason: 'bad_signature' });
  nowMs += 2_000;
  for (let call = 0; call < 20; call += 1) await verify(await forger.sign(good));
  expect(server.state.requests).toBe(2);
});

test('while a signer without kids changes its key, what either key signed is accepted', async () => {
  const [old, next, forger] = [
    await createTestKey('RS256'),
    await createTestKey('RS256'),
    await createTestKey('RS256'),
  ];
  const { server, verify } = setUp({}, [old.jwk, next.jwk, ec.jwk]);
  for (const key of [old, next]) expect(await verify(await key.sign(good))).toMatchObject({ ok: true });
  expect(verify(await next.sign(good))).not.toBeInstanceOf(Promise);
  for (let call = 0; call < 20; call += 1) {
    expect(await verify(await forger.sign(good))).toMatchObject({ ok: false, reason: 'bad_signature' });
  }
  expect(server.state.requests).toBe(1);
});

test('a token that names no key is tried with four of them and no more', async () => {
  const keys = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((kid) => createTestKey('RS256', kid)));
  const { server, verify } = setUp(
    {},
    keys.map(({ jwk }) => jwk),
  );
  const verdicts = await Promise.all(
    keys.map(async (key) => (await verify(await key.sign(good, { kid: undefined }))).ok),
  );
  expect(verdicts).toEqual([true, true, true, true, false]);
  expect(await verify(await (keys[4] ?? rsa).sign(good))).toMatchObject({ ok: true });
  expect(server.state.requests).toBe(1);
});

test.each([undefined, ''])('without a header (%j) the identity is missing', async (header) => {
  expect(await setUp().verify(header)).toEqual({ ok: false, code: 'identity_missing' });
});

const withHeader = async (header: Record<string, unknown>) => {
  const head = encode(header);
  const signed = `${head}.${encode(good)}`;
  const key = KeyObject.from(rsa.privateKey);
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
};

const hmacWithPublicKey = async () => {
  const signed = `${encode({ alg: 'HS256', kid: 'rsa' })}.${encode(good)}`;
  const pem = await exportSPKI(rsa.publicKey);
  return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
};

const ownKey = await createTestKey('RS256', 'rsa');
const smallCurve = await createTestKey('ES384', 'ec');
const valid = await rsa.sign(good);
const [head = '', body = '', signature = ''] = valid.split('.');

test.each<[string, string, string | (() => Promise<string>)]>([
  ['without a signature (none)', 'malformed', `${encode({ alg: 'none', kid: 'rsa' })}.${encode(good)}.`],
  ['with alg none and a signature', 'malformed', `${encode({ alg: 'none' })}.${body}.${signature}`],
  ['signed with HS256 and the public key as secret', 'malformed', hmacWithPublicKey],
  ['signed with another key under a known kid', 'bad_signature', () => ownKey.sign(good)],
  ['signed with another key under an unknown kid', 'unknown_key', () => ownKey.sign(good, { kid: 'mine' })],
  ['that brings its own key (jwk)', 'bad_signature', () => ownKey.sign(good, { jwk: ownKey.jwk })],
  [
    'that names its own key server (jku)',
    'unknown_key',
    () => ownKey.sign(good, { kid: 'mine', jku: 'https://evil.example/jwks' }),
  ],
  [
    'that names its own certificate (x5u)',
    'unknown_key',
    () => ownKey.sign(good, { kid: 'mine', x5u: 'https://evil.example/cert' }),
  ],
  [
    'with alg changed to another of the same key',
    'bad_signature',
    `${encode({ alg: 'RS512', kid: 'rsa' })}.${body}.${signature}`,
  ],
  [
    'with an algorithm that the key is not for',
    'unknown_key',
    `${encode({ alg: 'ES256', kid: 'rsa' })}.${body}.${signature}`,
  ],
  ['on a curve that the algorithm is not for', 'unknown_key', () => smallCurve.sign(good)],
  ['with changed claims', 'bad_signature', `${head}.${encode({ ...good, exp: now + 9999 })}.${signature}`],
  ['that is cut off', 'malformed', `${head}.${body}`],
  ['with a signature that is cut off', 'bad_signature', valid.slice(0, -40)],
  ['with a part too many', 'malformed', `${valid}.x`],
  ['that appears twice in the header', 'malformed', `${valid}, ${valid}`],
  ['with Bearer before it', 'malformed', `Bearer ${valid}`],
  ['that is longer than 16 KiB', 'malformed', () => rsa.sign({ ...good, pad: 'x'.repeat(16_384) })],
  [
    'that demands an extension (crit)',
    'malformed',
    () => withHeader({ alg: 'RS256', kid: 'rsa', crit: ['exp'], exp: 1 }),
  ],
  ['whose claims are no object', 'malformed', `${head}.${encode([good])}.${signature}`],
  [
    'whose expiry is a text',
    'malformed',
    () =>
      rsa
        .sign({ ...good, pad: 1 })
        .then((token) => token.replace(/\.[^.]+\./, `.${encode({ exp: 'never' })}.`)),
  ],
  ['that is expired for more than a minute', 'expired', () => rsa.sign({ ...good, exp: now - 60 })],
  ['that is not valid yet', 'not_yet_valid', () => rsa.sign({ ...good, nbf: now + 61 })],
  ['that was signed in the future', 'not_yet_valid', () => rsa.sign({ ...good, iat: now + 61 })],
])('an identity %s is invalid: %s', async (_what, reason, made) => {
  const token = typeof made === 'string' ? made : await made();
  expect(await setUp().verify(token)).toEqual({ ok: false, code: 'identity_invalid', reason });
});

test('a clock that is 59 seconds off is tolerated in both directions', async () => {
  const { verify } = setUp();
  expect(await verify(await rsa.sign({ ...good, exp: now - 59 }))).toMatchObject({ ok: true });
  expect(await verify(await rsa.sign({ ...good, nbf: now + 59, iat: now + 59 }))).toMatchObject({ ok: true });
});

test('an identity says until when it is taken: its end, and what clocks may be off', async () => {
  const takenUntil = new Date((now + 300 + 60) * 1000);
  expect(await setUp().verify(valid)).toMatchObject({ ok: true, identity: { takenUntil } });
});

test('an identity without any claim is accepted: which ones there are is not documented', async () => {
  const verdict = await setUp().verify(await rsa.sign({}));
  expect(verdict).toMatchObject({ ok: true, identity: { issuedAt: undefined, expiresAt: undefined } });
});

test('issuer and audience are compared when they are configured', async () => {
  const { verify } = setUp({ issuer: 'https://trackunit', audience: 'app' });
  const token = (iss: string, aud: string | string[]) => rsa.sign({ ...good, iss, aud });
  expect(await verify(await token('https://trackunit', 'app'))).toMatchObject({ ok: true });
  expect(await verify(await token('https://trackunit', ['other', 'app']))).toMatchObject({ ok: true });
  expect(await verify(await token('https://trackunit/', 'app'))).toMatchObject({ reason: 'wrong_issuer' });
  expect(await verify(await token('https://trackunit', 'other'))).toMatchObject({ reason: 'wrong_audience' });
  expect(await verify(await rsa.sign(good))).toMatchObject({ reason: 'wrong_issuer' });
});

test('RSA keys under 2048 bits are not used', async () => {
  const small = { kty: 'RSA', kid: 'rsa', e: 'AQAB', n: Buffer.alloc(128, 0xff).toString('base64url') };
  expect(await setUp({}, [small, ec.jwk]).verify(valid)).toMatchObject({ reason: 'unknown_key' });
});

test('a message is named by its jti, and without one by what is signed, not by how it is written', async () => {
  const { verify } = setUp();
  const idOf = async (token: string) => {
    const verdict = await verify(token);
    return verdict.ok ? verdict.identity.messageId : verdict.code;
  };
  expect(await idOf(await rsa.sign({ jti: 'a', iat: 1 }))).toBe(
    await idOf(await rsa.sign({ jti: 'a', iat: 2 })),
  );
  expect(await idOf(await rsa.sign({ jti: 'a' }))).not.toBe(await idOf(await rsa.sign({ jti: 'b' })));
  expect(await idOf(await rsa.sign({ jti: 'a' }))).not.toBe(
    await idOf(await rsa.sign({ jti: 'a', iss: 'x' })),
  );
  // Two signatures of the same bytes by ECDSA differ.
  const plain = { iat: now };
  expect(await idOf(await ec.sign(plain))).toBe(await idOf(await ec.sign(plain)));
});

test('an identity says whether its name is a jti', async () => {
  const { verify } = setUp();
  expect(await verify(valid)).toMatchObject({ identity: { hasJti: true } });
  expect(await verify(await rsa.sign({ iat: now }))).toMatchObject({ identity: { hasJti: false } });
});

test('without a key to check with the identity is neither valid nor invalid', async () => {
  const { server, verify } = setUp();
  server.state.fails = true;
  expect(await verify(valid)).toEqual({
    ok: false,
    code: 'identity_unavailable',
    reason: 'keys_unavailable',
  });
});

test('a known key is checked without waiting', async () => {
  const { verify } = setUp();
  await verify(valid);
  expect(verify(valid)).not.toBeInstanceOf(Promise);
});
