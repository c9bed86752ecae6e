import { createJwtVerifier, createKeySource } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { createTestSigner } from '../testing/signer.ts';
import { createUserTokenVerifier, type UserTokenVerifierOptions } from './create-user-token-verifier.ts';

const accountId = '6b5cb246-7945-4bb6-bec5-2a1413ffd1b3';
const start = Date.parse('2026-03-10T12:00:00Z');

const setUp = async (options: Partial<UserTokenVerifierOptions> = {}) => {
  let nowMs = start;
  const clock = { now: () => nowMs };
  const signer = await createTestSigner({ alg: 'ES256', now: clock.now });
  let checks = 0;
  const inner = createJwtVerifier({
    keys: createKeySource({ jwksUrl: signer.jwksUrl, fetch: signer.fetch, clock }),
    clock,
  });
  const jwt = {
    verify: (token: string) => {
      checks += 1;
      return inner.verify(token);
    },
  };
  const verifier = createUserTokenVerifier({ jwt, clock, ...options });
  return { signer, verifier, checks: () => checks, pass: (ms: number) => (nowMs += ms) };
};

test('a token names its account, in lower case', async () => {
  const { signer, verifier } = await setUp();
  const verdict = await verifier.verify(await signer.sign({ accountId: accountId.toUpperCase() }));
  expect(verdict).toMatchObject({ ok: true, user: { accountId } });
});

test('a token that was accepted is answered at once, without another check', async () => {
  const { signer, verifier, checks } = await setUp();
  const token = await signer.sign({ accountId });
  await verifier.verify(token);
  expect(verifier.verify(token)).toMatchObject({ ok: true });
  expect(checks()).toBe(1);
});

test('a remembered token is refused from its expiry on', async () => {
  const { signer, verifier, pass } = await setUp({ rememberMs: 3_600_000 });
  const token = await signer.sign({ accountId });
  await verifier.verify(token);
  pass(361_000);
  expect(await verifier.verify(token)).toEqual({ ok: false, code: 'token_expired' });
});

test('a token without expiry is checked again after five minutes', async () => {
  const { signer, verifier, pass, checks } = await setUp();
  const token = await signer.sign({ accountId, exp: undefined });
  await verifier.verify(token);
  pass(300_000);
  await verifier.verify(token);
  expect(checks()).toBe(2);
});

test.each([
  ['has no account', {}],
  ['names an account that is no UUID', { accountId: 'all' }],
  ['names a number', { accountId: 7 }],
])('a token that %s is invalid', async (_what, claims) => {
  const { signer, verifier } = await setUp();
  expect(await verifier.verify(await signer.sign(claims))).toEqual({ ok: false, code: 'token_invalid' });
});

test('the claim that names the account can be another one', async () => {
  const { signer, verifier } = await setUp({ accountClaim: 'https://example/account' });
  const token = await signer.sign({ 'https://example/account': accountId });
  expect(await verifier.verify(token)).toMatchObject({ ok: true, user: { accountId } });
});

const invalid = { ok: false, code: 'token_invalid' };
const irisAppId = '@example/app';

test.each([
  ['this app', { irisAppId }, { ok: true }],
  ['no app', {}, { ok: true }],
  ['another app', { irisAppId: '@other/app' }, invalid],
  ['the app in other letters', { irisAppId: '@Example/App' }, invalid],
  ['something that is no name', { irisAppId: [irisAppId] }, invalid],
])('of two apps in an account, a token that names %s opens this one only', async (_what, claims, verdict) => {
  const { signer, verifier } = await setUp({ irisAppId });
  expect(await verifier.verify(await signer.sign({ accountId, ...claims }))).toMatchObject(verdict);
});

test('the claim that names the app can be another one', async () => {
  const { signer, verifier } = await setUp({ irisAppId, appClaim: 'https://example/app' });
  const verify = async (claims: object) => verifier.verify(await signer.sign({ accountId, ...claims }));
  expect(await verify({ 'https://example/app': '@other/app' })).toEqual(invalid);
  expect(await verify({ 'https://example/app': irisAppId })).toMatchObject({ ok: true });
});

test('a client’s own token is invalid, though it names the account and the app', async () => {
  const { signer, verifier } = await setUp({ irisAppId });
  const verify = async (claims: object) =>
    verifier.verify(await signer.sign({ accountId, irisAppId, ...claims }));
  expect(await verify({ cid: '0oa1', sub: '0oa1' })).toEqual(invalid);
  expect(await verify({ cid: '0oa1', sub: '00u1', uid: '00u1' })).toMatchObject({ ok: true });
  expect(await verify({ cid: '0oa1', sub: 'someone@example.com' })).toMatchObject({ ok: true });
  expect(await verify({ sub: '00u1' })).toMatchObject({ ok: true });
});

test('a token that is refused is not remembered', async () => {
  const { signer, verifier, checks } = await setUp();
  const token = `${await signer.sign({ accountId })}x`;
  await verifier.verify(token);
  expect(await verifier.verify(token)).toEqual({ ok: false, code: 'token_invalid' });
  expect(checks()).toBe(2);
});

test('whether the app is installed is asked once, and again after the account was forgotten', async () => {
  let installed = true;
  let asked = 0;
  const isInstalled = async () => {
    asked += 1;
    return installed;
  };
  const { signer, verifier } = await setUp({ isInstalled });
  const token = await signer.sign({ accountId });
  await verifier.verify(token);
  await verifier.verify(token);
  expect(asked).toBe(1);
  installed = false;
  verifier.forgetAccount(accountId);
  expect(await verifier.verify(token)).toEqual({ ok: false, code: 'account_not_installed' });
});

test('an account is forgotten however its id is written', async () => {
  const { signer, verifier, checks } = await setUp();
  const token = await signer.sign({ accountId });
  await verifier.verify(token);
  verifier.forgetAccount(accountId.toUpperCase());
  await verifier.verify(token);
  expect(checks()).toBe(2);
});

test('a check that began before the account was forgotten is not remembered', async () => {
  let answer = (_installed: boolean): void => {};
  const isInstalled = () => new Promise<boolean>((resolve) => (answer = resolve));
  const { signer, verifier, checks } = await setUp({ isInstalled });
  const token = await signer.sign({ accountId });
  const first = Promise.resolve(verifier.verify(token));
  await new Promise((resolve) => setTimeout(resolve, 20));
  verifier.forgetAccount(accountId);
  answer(true);
  expect(await first).toMatchObject({ ok: true });
  const second = Promise.resolve(verifier.verify(token));
  await new Promise((resolve) => setTimeout(resolve, 20));
  answer(true);
  await second;
  expect(checks()).toBe(2);
});

test('no more tokens are remembered than the bound', async () => {
  const { signer, verifier, checks } = await setUp({ maxRemembered: 2 });
  const tokens = await Promise.all([1, 2, 3].map((n) => signer.sign({ accountId, n })));
  for (const token of tokens) await verifier.verify(token);
  await verifier.verify(tokens[2]!);
  expect(checks()).toBe(3);
  await verifier.verify(tokens[0]!);
  expect(checks()).toBe(4);
});

test('without a key to check with the answer says so', async () => {
  const { signer, verifier } = await setUp();
  signer.breakKeyServer(new Error('down'));
  expect(await verifier.verify(await signer.sign({ accountId }))).toEqual({
    ok: false,
    code: 'keys_unavailable',
  });
});

test('a token under a new key that cannot be had is not called invalid, and is accepted as soon as it can', async () => {
  const { signer, verifier, pass } = await setUp();
  await verifier.verify(await signer.sign({ accountId }));
  await signer.rotate();
  signer.breakKeyServer({ status: 503, json: {} });
  const token = await signer.sign({ accountId });
  expect(await verifier.verify(token)).toEqual({ ok: false, code: 'keys_unavailable' });
  signer.breakKeyServer(undefined);
  pass(1_000);
  expect(await verifier.verify(token)).toMatchObject({ ok: true, user: { accountId } });
});
