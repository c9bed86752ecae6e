import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { demoAccounts, demoAccountSeeds } from '../index.ts';
import { irisAppId, startApp } from '../testing/start-app.ts';

const userId = demoAccountSeeds[0]?.users?.[0]?.userId ?? '';

test('the token that Manager hands over verifies as the settings say and names the account and the user', async () => {
  await using app = await startApp();
  await app.install();
  const { token, expiresInSeconds } = await app.trackunit.userToken({ userId, irisAppId });
  const { env } = app.trackunit;
  const keys = createRemoteJWKSet(new URL(env.TRACKUNIT_USER_TOKEN_JWKS_URL));
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer: env.TRACKUNIT_USER_TOKEN_ISSUER ?? '',
    audience: env.TRACKUNIT_USER_TOKEN_AUDIENCE ?? '',
    algorithms: ['RS256'],
  });
  expect(expiresInSeconds).toBe(3600);
  expect(protectedHeader.kid).toEqual(expect.any(String));
  expect(payload).toMatchObject({
    ver: 1,
    sub: userId,
    uid: userId,
    scp: ['asset.view', 'account.asset.manage'],
    [env.TRACKUNIT_USER_TOKEN_ACCOUNT_CLAIM ?? '']: demoAccounts.nordhavn,
  });
  expect(Object.keys(payload)).toEqual(expect.arrayContaining(['jti', 'iss', 'aud', 'iat', 'exp', 'cid']));
});

test('there is no token for an account that did not install the app, unless a test asks for it', async () => {
  await using app = await startApp();
  const ask = (more: object) => app.control('POST', '/user-tokens', { userId, irisAppId, ...more });
  expect((await ask({})).body).toMatchObject({ status: 409, code: 'not_installed' });
  expect((await ask({ evenIfNotInstalled: true })).status).toBe(200);
  expect((await ask({ userId: 'nobody' })).body.code).toBe('unknown_user');
  expect((await ask({ irisAppId: '@no/app' })).body.code).toBe('unknown_app');
});

test('a test may ask for a token that is wrong in a chosen way', async () => {
  await using app = await startApp();
  await app.install();
  const ask = {
    userId,
    irisAppId,
    expiresInSeconds: -60,
    omitClaims: ['accountId'],
    claims: { iss: 'https://evil.example' },
  };
  const claims = decodeJwt((await app.control('POST', '/user-tokens', ask)).body.token);
  expect(claims.exp).toBeLessThan(Date.now() / 1000);
  expect(claims.accountId).toBeUndefined();
  expect(claims.iss).toBe('https://evil.example');
});

test('a token signed before a rotation verifies while the old key is published, and not afterwards', async () => {
  await using app = await startApp();
  await app.install();
  const { token } = await app.trackunit.userToken({ userId, irisAppId });
  const verify = async () => {
    const keys = createRemoteJWKSet(new URL(app.trackunit.env.TRACKUNIT_USER_TOKEN_JWKS_URL));
    return jwtVerify(token, keys).then(
      () => 'verified',
      (error: { code: string }) => error.code,
    );
  };
  await app.control('POST', '/keys', { keys: 'token' });
  expect(await verify()).toBe('verified');
  await app.control('POST', '/keys', { keys: 'token', keepOld: false });
  expect(await verify()).toBe('ERR_JWKS_NO_MATCHING_KEY');
});

test('the key set holds public members only', async () => {
  await using app = await startApp();
  for (const path of ['/oauth2/v1/keys', '/api/marketplace/jwks']) {
    const { body } = await app.call('GET', path);
    expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  }
});

test('a client’s own token has the client as its subject and names no user, a user’s names user and app', async () => {
  await using app = await startApp();
  await app.install();
  const own = decodeJwt(await app.getToken());
  expect(own).toMatchObject({ sub: own['cid'], irisAppId });
  expect(own['uid']).toBeUndefined();
  const accountId = demoAccounts.nordhavn;
  const key = (await app.control('POST', '/api-keys', { accountId, scopes: ['asset.view'] })).body;
  const form = { client_id: key.clientId, client_secret: key.clientSecret, scope: 'asset.view' };
  const { body } = await app.post('/token/v2', { grant_type: 'client_credentials', ...form });
  const ofKey = decodeJwt(body.access_token as string);
  expect(ofKey).toMatchObject({ sub: key.clientId, cid: key.clientId });
  expect([ofKey['uid'], ofKey['irisAppId']]).toEqual([undefined, undefined]);
  const { token } = await app.trackunit.userToken({ userId, irisAppId });
  expect(decodeJwt(token)).toMatchObject({ sub: userId, uid: userId, irisAppId });
});
