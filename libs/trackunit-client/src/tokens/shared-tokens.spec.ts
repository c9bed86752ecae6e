import { expect, test } from 'vitest';
import {
  createMemoryRenewalLease,
  createMemoryTokenStore,
  Secret,
  type Credential,
  type RenewalLease,
  type TokenStore,
} from '../index.ts';
import { json } from '../testing/serve.ts';
import { grant, installOf, startTokenServer, toForm, until } from '../testing/token-server.ts';

const scopes = ['asset.view'];
const minute = 60_000;

const credentials = {
  findCredential: (accountId: string): Promise<Credential> =>
    Promise.resolve({
      ...installOf(accountId),
      kind: 'API_USER',
      username: 'ada@example.com',
      password: new Secret('pass word'),
    }),
};

const rotating: typeof grant = (_form, count) => ({
  token_type: 'Bearer',
  expires_in: 3600,
  access_token: `token ${count}`,
  refresh_token: `refresh ${count}`,
});

const fail = () => Promise.reject(new Error('the store is gone'));

test('a new process takes over the tokens of the old one, and renews them when it is time', async () => {
  await using server = await startTokenServer();
  const store = createMemoryTokenStore();
  const first = await server.createProvider({ store }).getToken({ accountId: 'a', scopes });
  server.clock.advance(10 * minute);
  const { getToken } = server.createProvider({ store });
  const taken = await getToken({ accountId: 'a', scopes });
  expect([taken.token.reveal(), taken.expiresAt]).toEqual([first.token.reveal(), first.expiresAt]);
  expect(server.requests).toHaveLength(1);
  server.clock.advance(45 * minute);
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 1');
  await until(() => server.requests.length === 2);
});

test('a stored token that is over is not taken over', async () => {
  await using server = await startTokenServer();
  const store = createMemoryTokenStore();
  await server.createProvider({ store }).getToken({ accountId: 'a', scopes });
  server.clock.advance(60 * minute);
  const token = await server.createProvider({ store }).getToken({ accountId: 'a', scopes });
  expect(token.token.reveal()).toBe('token 2');
});

test('ten processes that are cold at once make one request', async () => {
  await using server = await startTokenServer(async (form, count, response) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return grant(form, count, response);
  });
  const [store, lease] = [createMemoryTokenStore(), createMemoryRenewalLease(server.clock)];
  const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 3));
  const tokens = await Promise.all(
    Array.from({ length: 10 }, () =>
      server.createProvider({ store, lease, sleep }).getToken({ accountId: 'a', scopes }),
    ),
  );
  expect(new Set(tokens.map(({ token }) => token.reveal()))).toEqual(new Set(['token 1']));
  expect(server.requests).toHaveLength(1);
});

test('ten processes exchange one rotating refresh token once', async () => {
  await using server = await startTokenServer(async (form, count, response) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return rotating(form, count, response);
  });
  const [store, lease] = [createMemoryTokenStore(), createMemoryRenewalLease(server.clock)];
  const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 3));
  const processes = Array.from({ length: 10 }, () =>
    server.createProvider({ store, lease, sleep, credentials }),
  );
  const ask = () => Promise.all(processes.map(({ getToken }) => getToken({ accountId: 'a', scopes })));
  await ask();
  server.clock.advance(61 * minute);
  const tokens = await ask();
  expect(new Set(tokens.map(({ token }) => token.reveal()))).toEqual(new Set(['token 2']));
  expect(server.requests.map((request) => toForm(request)['grant_type'])).toEqual([
    'password',
    'refresh_token',
  ]);
});

test('a process that died while it refreshed leaves no refresh token that another sends again', async () => {
  await using server = await startTokenServer(rotating);
  const store = createMemoryTokenStore();
  const provider = () => server.createProvider({ store, credentials, retry: { attempts: 1 } });
  await provider().getToken({ accountId: 'a', scopes });
  server.clock.advance(61 * minute);
  server.answerWith((_form, _count, response) => void response.destroy());
  await expect(provider().getToken({ accountId: 'a', scopes })).rejects.toMatchObject({
    code: 'unavailable',
  });
  server.answerWith(rotating);
  await provider().getToken({ accountId: 'a', scopes });
  expect(server.requests.map((request) => toForm(request)['refresh_token'])).toEqual([
    undefined,
    'refresh 1',
    undefined,
    undefined,
  ]);
});

test('a refresh token that cannot be marked as sent is not sent', async () => {
  await using server = await startTokenServer(rotating);
  const store = createMemoryTokenStore();
  await server.createProvider({ store, credentials }).getToken({ accountId: 'a', scopes });
  server.clock.advance(61 * minute);
  const readOnly = { ...store, saveToken: () => Promise.reject(new Error('the disk is full')) };
  await server.createProvider({ store: readOnly, credentials }).getToken({ accountId: 'a', scopes });
  expect(server.requests.map((request) => toForm(request)['grant_type'])).toEqual(['password', 'password']);
});

test('a holder that never gives its lease back delays the others by the lease’s time and no more', async () => {
  await using server = await startTokenServer();
  const lease: RenewalLease = { acquire: () => Promise.resolve(false), release: () => Promise.resolve() };
  const { getToken } = server.createProvider({ store: createMemoryTokenStore(), lease, leaseTtlMs: 10_000 });
  const startMs = server.clock.now();
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 1');
  expect(server.clock.now() - startMs).toBeGreaterThanOrEqual(10_000);
  expect(server.clock.now() - startMs).toBeLessThan(11_000);
});

test('a holder whose renewal fails gives its lease back, so that the next one does not wait', async () => {
  await using server = await startTokenServer((_form, _count, response) => json(response, {}, 503));
  const shared = { store: createMemoryTokenStore(), lease: createMemoryRenewalLease(server.clock) };
  const ask = () =>
    server.createProvider({ ...shared, retry: { attempts: 1 } }).getToken({ accountId: 'a', scopes });
  await expect(ask()).rejects.toMatchObject({ code: 'unavailable' });
  server.answerWith(grant);
  await ask();
  expect(server.clock.slept).toEqual([]);
});

test('a store that fails is reported and keeps nobody from a token', async () => {
  await using server = await startTokenServer();
  const store: TokenStore = { findToken: fail, saveToken: fail, expireToken: fail, deleteTokens: fail };
  const reported: unknown[] = [];
  const { getToken, invalidate } = server.createProvider({ store, report: (error) => reported.push(error) });
  const token = await getToken({ accountId: 'a', scopes });
  await invalidate({ accountId: 'a', token });
  await invalidate({ accountId: 'a' });
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 2');
  expect(reported).toHaveLength(6);
});

test('who has forgotten an account’s tokens knows that the store has, too', async () => {
  await using server = await startTokenServer();
  const store = createMemoryTokenStore();
  const deleteTokens: typeof store.deleteTokens = async (owner) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await store.deleteTokens(owner);
  };
  const { getToken, invalidate } = server.createProvider({ store: { ...store, deleteTokens } });
  await getToken({ accountId: 'a', scopes });
  await invalidate({ accountId: 'a' });
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 2');
});

test('without a lease to be had an API user’s password is used, and the refresh token left alone', async () => {
  await using server = await startTokenServer(rotating);
  const store = createMemoryTokenStore();
  await server.createProvider({ store, credentials }).getToken({ accountId: 'a', scopes });
  server.clock.advance(61 * minute);
  const lease: RenewalLease = { acquire: fail, release: fail };
  await server.createProvider({ store, lease, credentials }).getToken({ accountId: 'a', scopes });
  expect(server.requests.map((request) => toForm(request)['grant_type'])).toEqual(['password', 'password']);
});

test('a token that Trackunit refused is of use to no other process', async () => {
  await using server = await startTokenServer();
  const store = createMemoryTokenStore();
  const { getToken, invalidate } = server.createProvider({ store });
  await invalidate({ accountId: 'a', token: await getToken({ accountId: 'a', scopes }) });
  const token = await server.createProvider({ store }).getToken({ accountId: 'a', scopes });
  expect(token.token.reveal()).toBe('token 2');
});

test('a process whose clock is an hour slow learns it from the Date header and does not trust old tokens', async () => {
  await using server = await startTokenServer((form, count, response) => {
    response.setHeader('date', new Date(server.clock.now()).toUTCString());
    return grant(form, count, response);
  });
  const store = createMemoryTokenStore();
  await server.createProvider({ store }).getToken({ accountId: 'a', scopes });
  const slow = { now: () => server.clock.now() - 60 * minute };
  const { getToken } = server.createProvider({ store, clock: slow });
  // Asks for another account first: before any answer it cannot know.
  const fresh = await getToken({ accountId: 'b', scopes });
  expect(Math.abs(fresh.expiresAt.getTime() - slow.now() - 60 * minute)).toBeLessThanOrEqual(1_000);
  server.clock.advance(59.9 * minute);
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 3');
});

test('a Retry-After that is a date is read by the server’s clock', async () => {
  await using server = await startTokenServer((_form, _count, response) => {
    const serverMs = server.clock.now() + 60 * minute;
    response.setHeader('date', new Date(serverMs).toUTCString());
    response.writeHead(429, { 'retry-after': new Date(serverMs + 30_000).toUTCString() }).end();
  });
  const { getToken } = server.createProvider();
  const error = await getToken({ accountId: 'a', scopes }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'rate_limited' });
  expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(28_000);
  expect((error as { retryAfterMs: number }).retryAfterMs).toBeLessThan(31_000);
});
