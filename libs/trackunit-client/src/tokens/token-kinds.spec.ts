import { expect, test } from 'vitest';
import { createMemoryTokenStore, Secret, type Credential } from '../index.ts';
import { json } from '../testing/serve.ts';
import { grant, startTokenServer, toForm, until } from '../testing/token-server.ts';

const scopes = ['asset.view'];
const minute = 60_000;

const userOf = (generation: string): Credential => ({
  kind: 'API_USER',
  generation,
  clientId: 'client:1',
  clientSecret: new Secret('s3cret & more'),
  username: 'ada@example.com',
  password: new Secret('pass word'),
});
const credentials = { findCredential: () => Promise.resolve(userOf('1')) };

/** Grants like `/token`: each answer brings a new refresh token. */
const rotating: typeof grant = (_form, count) => ({
  token_type: 'Bearer',
  expires_in: 3600,
  access_token: `token ${count}`,
  refresh_token: `refresh ${count}`,
  scope: 'api offline_access',
});

const grantTypes = (requests: Parameters<typeof toForm>[0][]) =>
  requests.map((request) => toForm(request)['grant_type']);

test('an API key is exchanged at /token/v2 with id, secret and scopes in the form', async () => {
  await using server = await startTokenServer((form, count, response) => ({
    ...(grant(form, count, response) as object),
    expires_in: 1200,
  }));
  const key: Credential = {
    kind: 'API_KEY',
    generation: '1',
    clientId: 'key',
    clientSecret: new Secret('s3cret'),
  };
  const { getToken } = server.createProvider({ credentials: { findCredential: () => Promise.resolve(key) } });
  const token = await getToken({ accountId: 'a', scopes: ['asset.view', 'account.view'] });
  expect(token.grantedScopes).toEqual(['account.view', 'asset.view']);
  expect(token.expiresAt).toEqual(new Date('2026-01-01T10:20:00Z'));
  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/token/v2' });
  expect(toForm(server.requests[0]!)).toEqual({
    grant_type: 'client_credentials',
    client_id: 'key',
    client_secret: 's3cret',
    scope: 'account.view asset.view',
  });
});

test('a secret and an id with characters that mean something in a form arrive as they are', async () => {
  await using server = await startTokenServer(grant);
  const [clientId, secret] = ['a+b c', 'x&scope=api=%41+#?/æ'];
  const key: Credential = { kind: 'API_KEY', generation: '1', clientId, clientSecret: new Secret(secret) };
  const { getToken } = server.createProvider({ credentials: { findCredential: () => Promise.resolve(key) } });
  await getToken({ accountId: 'a', scopes });
  expect(toForm(server.requests[0]!)).toMatchObject({
    client_id: clientId,
    client_secret: secret,
    scope: 'asset.view',
  });
});

test('an API user is exchanged at /token: Basic for the client, password grant, offline_access', async () => {
  await using server = await startTokenServer(rotating);
  const { getToken } = server.createProvider({ credentials });
  await getToken({ accountId: 'a', scopes });
  const [request] = server.requests;
  expect(request).toMatchObject({ method: 'POST', path: '/token' });
  expect(toForm(request!)).toEqual({
    grant_type: 'password',
    username: 'ada@example.com',
    password: 'pass word',
    scope: 'api offline_access',
  });
  const basic = request!.headers.authorization?.replace('Basic ', '') ?? '';
  expect(Buffer.from(basic, 'base64').toString()).toBe('client%3A1:s3cret+%26+more');
});

test('an API user has one token for all scopes, because it acts as an administrator', async () => {
  await using server = await startTokenServer(rotating);
  const { getToken } = server.createProvider({ credentials });
  const [one, other] = await Promise.all([
    getToken({ accountId: 'a', scopes }),
    getToken({ accountId: 'a', scopes: ['account.asset.manage'] }),
  ]);
  expect(one).toBe(other);
  expect(one.grantedScopes).toEqual(expect.arrayContaining(['asset.view', 'account.asset.manage']));
  expect(server.requests).toHaveLength(1);
});

test('an API user has a scope that the manifest declares, though no document names it', async () => {
  await using server = await startTokenServer(rotating);
  const declaredScopes = ['asset.view', 'site.view'];
  const { getToken } = server.createProvider({ credentials, declaredScopes });
  const both = await getToken({ accountId: 'a', scopes: declaredScopes });
  expect(both.grantedScopes).toEqual(expect.arrayContaining(declaredScopes));
  expect(await getToken({ accountId: 'a', scopes: ['site.view'] })).toBe(both);
});

test('a token of an API user is refreshed with the newest refresh token, never an older one', async () => {
  await using server = await startTokenServer(rotating);
  const { getToken } = server.createProvider({ credentials });
  for (let round = 0; round < 4; round += 1) {
    await getToken({ accountId: 'a', scopes });
    server.clock.advance(61 * minute);
  }
  expect(grantTypes(server.requests)).toEqual([
    'password',
    'refresh_token',
    'refresh_token',
    'refresh_token',
  ]);
  expect(server.requests.map((request) => toForm(request)['refresh_token'])).toEqual([
    undefined,
    'refresh 1',
    'refresh 2',
    'refresh 3',
  ]);
});

test('many callers with several scopes refresh once', async () => {
  await using server = await startTokenServer(rotating);
  const { getToken } = server.createProvider({ credentials });
  const ask = () =>
    Promise.all(
      Array.from({ length: 60 }, (_, number) =>
        getToken({ accountId: 'a', scopes: number % 2 ? scopes : ['account.asset.manage'] }),
      ),
    );
  await ask();
  server.clock.advance(50 * minute);
  await ask();
  await expect
    .poll(async () => new Set((await ask()).map(({ token }) => token.reveal())))
    .toEqual(new Set(['token 2']));
  expect(grantTypes(server.requests)).toEqual(['password', 'refresh_token']);
});

test('when the refresh token is refused the password is used, in the same call', async () => {
  await using server = await startTokenServer((form, count, response) =>
    form['grant_type'] === 'refresh_token'
      ? json(response, { error: 'invalid_grant', error_description: 'expired' }, 400)
      : rotating(form, count, response),
  );
  const { getToken } = server.createProvider({ credentials });
  await getToken({ accountId: 'a', scopes });
  server.clock.advance(61 * minute);
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 3');
  expect(grantTypes(server.requests)).toEqual(['password', 'refresh_token', 'password']);
});

test('a refresh token whose answer got lost is not sent again', async () => {
  await using server = await startTokenServer(rotating);
  const { getToken } = server.createProvider({ credentials, retry: { attempts: 1 } });
  await getToken({ accountId: 'a', scopes });
  server.answerWith((_form, _count, response) => void response.destroy());
  server.clock.advance(61 * minute);
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'unavailable' });
  server.answerWith(rotating);
  server.clock.advance(minute);
  await getToken({ accountId: 'a', scopes });
  expect(grantTypes(server.requests)).toEqual(['password', 'refresh_token', 'password', 'password']);
});

test('a refresh that is answered 429 is not followed by the password', async () => {
  await using server = await startTokenServer(rotating);
  const { getToken } = server.createProvider({ credentials });
  await getToken({ accountId: 'a', scopes });
  server.answerWith((_form, _count, response) => json(response, {}, 429));
  server.clock.advance(61 * minute);
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'rate_limited' });
  expect(grantTypes(server.requests)).toEqual(['password', 'refresh_token']);
});

const otherScopes = ['account.asset.manage'];

test.each([
  ['before its first token', 0],
  ['after its token is over', 2 * 60 * minute],
])('a failure of an API user %s is that of its other scopes, too', async (_when, laterMs) => {
  await using server = await startTokenServer(rotating);
  const { getToken } = server.createProvider({ credentials, retry: { attempts: 1 } });
  if (laterMs > 0) await getToken({ accountId: 'a', scopes });
  server.answerWith((_form, _count, response) => json(response, {}, 503));
  server.clock.advance(laterMs);
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'unavailable' });
  const count = server.requests.length;
  await expect(getToken({ accountId: 'a', scopes: otherScopes })).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(server.requests).toHaveLength(count);
});

test('an API user whose renewal fails has its token for other scopes, too, and is asked for no more often', async () => {
  await using server = await startTokenServer(rotating);
  const { getToken } = server.createProvider({ credentials, retry: { attempts: 1 } });
  await getToken({ accountId: 'a', scopes });
  server.answerWith((_form, _count, response) => json(response, {}, 503));
  server.clock.advance(55 * minute);
  for (let call = 0; call < 3; call += 1) {
    const token = await getToken({ accountId: 'a', scopes: otherScopes });
    expect(token.token.reveal()).toBe('token 1');
  }
  // The refresh token once, then the password.
  expect(server.requests).toHaveLength(3);
});

test('a new credential is not asked with the old one’s refresh token', async () => {
  await using server = await startTokenServer(rotating);
  let generation = '1';
  const findCredential = () => Promise.resolve(userOf(generation));
  const { getToken } = server.createProvider({ credentials: { findCredential } });
  await getToken({ accountId: 'a', scopes });
  generation = '2';
  server.clock.advance(61 * minute);
  await getToken({ accountId: 'a', scopes });
  expect(grantTypes(server.requests)).toEqual(['password', 'password']);
});

test('a refresh answer without a new refresh token leaves the old one in use', async () => {
  await using server = await startTokenServer((form, count, response) => ({
    ...(rotating(form, count, response) as object),
    refresh_token: count === 1 ? 'for ever' : undefined,
  }));
  const { getToken } = server.createProvider({ credentials });
  for (let round = 0; round < 3; round += 1) {
    await getToken({ accountId: 'a', scopes });
    server.clock.advance(61 * minute);
  }
  expect(server.requests.map((request) => toForm(request)['refresh_token'])).toEqual([
    undefined,
    'for ever',
    'for ever',
  ]);
});

test('a wrong password is sent once in five minutes, so that it does not lock the user', async () => {
  await using server = await startTokenServer((_form, _count, response) =>
    json(
      response,
      { error: 'invalid_grant', error_description: 'The credentials provided were invalid.' },
      400,
    ),
  );
  const { getToken } = server.createProvider({ credentials });
  for (let call = 0; call < 20; call += 1) {
    await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'invalid_grant' });
    server.clock.advance(10_000);
  }
  expect(server.requests).toHaveLength(1);
  server.clock.advance(100_001);
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'invalid_grant' });
  expect(server.requests).toHaveLength(2);
});

test('after a 401 the refused access token goes and the refresh token stays of use', async () => {
  await using server = await startTokenServer(rotating);
  const { getToken, invalidate } = server.createProvider({ credentials, store: createMemoryTokenStore() });
  await invalidate({ accountId: 'a', token: await getToken({ accountId: 'a', scopes }) });
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 2');
  expect(grantTypes(server.requests)).toEqual(['password', 'refresh_token']);
});

test('a caller that waits while the account is installed anew gets no token of the API user before', async () => {
  await using server = await startTokenServer(rotating);
  let generation = '1';
  const findCredential = () => Promise.resolve(userOf(generation));
  const { getToken, invalidate } = server.createProvider({ credentials: { findCredential } });
  await getToken({ accountId: 'a', scopes });
  server.clock.advance(61 * minute);
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<undefined>();
  server.answerWith(async (form, count, response) => {
    await mayAnswer;
    return rotating(form, count, response);
  });
  const waiting = getToken({ accountId: 'a', scopes });
  await until(() => server.requests.length === 2);
  generation = '2';
  await invalidate({ accountId: 'a' });
  answer(undefined);
  expect((await waiting).token.reveal()).toBe('token 3');
});
