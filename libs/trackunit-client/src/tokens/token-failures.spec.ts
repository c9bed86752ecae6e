import { expect, test } from 'vitest';
import { json } from '../testing/serve.ts';
import { grant, installOf, startTokenServer } from '../testing/token-server.ts';

const scopes = ['asset.view'];

const refuse = (body: object, status: number, headers: Record<string, string> = {}) =>
  startTokenServer((_form, _count, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    json(response, body, status);
  });

test('a hundred calls for a revoked account, with any scopes, are one request a minute', async () => {
  await using server = await refuse({ errorCode: 'invalid_client', errorSummary: 'no such client' }, 401);
  const { getToken } = server.createProvider();
  for (let call = 0; call < 100; call += 1) {
    const asked = call % 2 === 0 ? scopes : ['account.asset.manage'];
    await expect(getToken({ accountId: 'a', scopes: asked })).rejects.toMatchObject({
      code: 'invalid_client',
    });
  }
  expect(server.requests).toHaveLength(1);
  server.clock.advance(60_001);
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'invalid_client' });
  expect(server.requests).toHaveLength(2);
});

test('a reinstall ends the memory of a failure at once', async () => {
  await using server = await refuse({ error: 'invalid_client' }, 401);
  const { getToken, invalidate } = server.createProvider();
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'invalid_client' });
  server.answerWith(grant);
  await invalidate({ accountId: 'a' });
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 2');
});

test('who counts refusals can have the client asked about anew, and other failures stay remembered', async () => {
  await using server = await refuse({ error: 'invalid_client' }, 401);
  const { getToken, forgetRefusal } = server.createProvider();
  const ask = () => getToken({ accountId: 'a', scopes });
  await expect(ask()).rejects.toMatchObject({ code: 'invalid_client' });
  server.answerWith((_form, _count, response) => json(response, {}, 429));
  forgetRefusal('a');
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' });
  forgetRefusal('a');
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' });
  expect(server.requests).toHaveLength(4);
});

test('one account’s refusal is not another’s', async () => {
  await using server = await startTokenServer((form, count, response) =>
    form['client_id'] === 'client of a'
      ? json(response, { error: 'invalid_client' }, 401)
      : grant(form, count, response),
  );
  const { getToken } = server.createProvider();
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'invalid_client' });
  expect((await getToken({ accountId: 'b', scopes })).grantedScopes).toEqual(scopes);
});

test('429 with Retry-After keeps the account quiet for that long', async () => {
  await using server = await refuse({}, 429, { 'retry-after': '30' });
  const { getToken } = server.createProvider();
  const refusal = { code: 'rate_limited', retryAfterMs: 30_000, retryable: true };
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject(refusal);
  server.clock.advance(29_000);
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject(refusal);
  expect(server.requests).toHaveLength(1);
  server.answerWith(grant);
  server.clock.advance(1_001);
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 2');
});

test('429 without Retry-After is tried again with growing pauses', async () => {
  await using server = await refuse({}, 429);
  const { getToken } = server.createProvider();
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'rate_limited' });
  expect(server.requests).toHaveLength(3);
  expect(server.clock.slept).toEqual([125, 250]);
});

test('a server that stumbles once is asked again', async () => {
  await using server = await startTokenServer((form, count, response) =>
    count === 1 ? json(response, {}, 503) : grant(form, count, response),
  );
  const { getToken } = server.createProvider();
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 2');
});

test('a server that is down is left alone after ten failures, and probed with one request later', async () => {
  await using server = await refuse({}, 503);
  const { getToken } = server.createProvider({ retry: { attempts: 1 } });
  const ask = (number: number) => getToken({ accountId: `account ${number}`, scopes });
  for (let number = 0; number < 30; number += 1) {
    await expect(ask(number)).rejects.toMatchObject({ code: 'unavailable' });
  }
  expect(server.requests).toHaveLength(10);
  await expect(ask(30)).rejects.toMatchObject({ platformCode: 'circuit_open', retryAfterMs: 5_000 });
  server.clock.advance(5_001);
  const probes = await Promise.allSettled([ask(31), ask(32), ask(33)]);
  expect(probes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(server.requests).toHaveLength(11);
  server.answerWith(grant);
  server.clock.advance(10_001);
  expect((await ask(34)).grantedScopes).toEqual(scopes);
  expect((await ask(35)).grantedScopes).toEqual(scopes);
});

const refusal: typeof grant = (_form, _count, response) => json(response, { error: 'invalid_client' }, 401);

test.each([
  { what: 'tokens', answer: grant },
  { what: 'refusals', answer: refusal },
])('failures with $what between them never add up to a server that is left alone', async ({ answer }) => {
  await using server = await startTokenServer((form, count, response) =>
    count % 2 === 1 ? json(response, {}, 503) : answer(form, count, response),
  );
  const { getToken } = server.createProvider();
  for (let number = 0; number < 12; number += 1) {
    await getToken({ accountId: `account ${number}`, scopes }).catch(() => undefined);
  }
  expect(server.requests).toHaveLength(24);
});

test('an answer that does not come is a timeout', async () => {
  await using server = await startTokenServer(() => undefined);
  const { getToken } = server.createProvider({ timeoutMs: 40, retry: { attempts: 1 } });
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'timeout' });
});

test('a host that nobody listens on is unavailable', async () => {
  const server = await startTokenServer();
  await server[Symbol.asyncDispose]();
  const { getToken } = server.createProvider({ retry: { attempts: 1 } });
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'unavailable' });
});

test('a redirect is not followed with the secret', async () => {
  await using server = await startTokenServer((_form, _count, response) =>
    response.writeHead(307, { location: '/elsewhere' }).end(),
  );
  const { getToken } = server.createProvider();
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({
    code: 'bad_response',
    status: 307,
  });
  expect(server.requests.map(({ path }) => path)).toEqual(['/apptoken']);
});

test('an account without a credential fails before the network', async () => {
  await using server = await startTokenServer();
  const credentials = { findCredential: () => Promise.resolve(undefined) };
  const { getToken } = server.createProvider({ credentials });
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'credential_missing' });
  expect(server.requests).toEqual([]);
});

test('a vault that fails is not remembered against the account', async () => {
  await using server = await startTokenServer();
  let isDown = true;
  const findCredential = (accountId: string) =>
    isDown ? Promise.reject(new Error('database is gone')) : Promise.resolve(installOf(accountId));
  const { getToken } = server.createProvider({ credentials: { findCredential } });
  await expect(getToken({ accountId: 'a', scopes })).rejects.toThrow('database is gone');
  isDown = false;
  expect((await getToken({ accountId: 'a', scopes })).grantedScopes).toEqual(scopes);
});

test('a scope that the manifest does not declare never reaches the network', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider({ declaredScopes: ['asset.view', 'account.asset.manage'] });
  await expect(getToken({ accountId: 'a', scopes: ['asset.view', 'account.delete'] })).rejects.toMatchObject({
    code: 'scope_not_declared',
  });
  await expect(getToken({ accountId: 'a', scopes: [] })).rejects.toBeInstanceOf(TypeError);
  expect(server.requests).toEqual([]);
});

test('when nothing of what was asked for is granted, that is an error', async () => {
  await using server = await startTokenServer((form, count, response) => ({
    ...(grant(form, count, response) as object),
    scope: '',
  }));
  const { getToken } = server.createProvider();
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'scope_not_granted' });
});

test('what was granted is told, and asking for what was denied fails before the network', async () => {
  await using server = await startTokenServer((form, count, response) => ({
    ...(grant(form, count, response) as object),
    scope: 'asset.view something.new',
  }));
  const { getToken } = server.createProvider();
  const token = await getToken({ accountId: 'a', scopes: ['asset.view', 'account.asset.manage'] });
  expect(token.grantedScopes).toEqual(['asset.view']);
  await expect(getToken({ accountId: 'a', scopes: ['account.asset.manage'] })).rejects.toMatchObject({
    code: 'scope_not_granted',
  });
  expect(server.requests).toHaveLength(1);
});

test('no message of a failure holds a secret', async () => {
  await using server = await refuse({ error: 'invalid_client', error_description: 'wrong secret' }, 401);
  const { getToken } = server.createProvider();
  const error: unknown = await getToken({ accountId: 'a', scopes }).catch((caught: unknown) => caught);
  expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain('s3cret');
});

test.each([
  { what: 'empty', answer: { access_token: '', refresh_token: 's3cret' } },
  { what: 'another type', answer: { access_token: 's3cret', token_type: 'MAC' } },
])('an answer that is no token ($what) is an error that holds nothing of it', async ({ answer }) => {
  await using server = await startTokenServer(() => answer);
  const error: unknown = await server
    .createProvider({ retry: { attempts: 1 } })
    .getToken({ accountId: 'a', scopes })
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'bad_response' });
  expect((error as Error).stack).not.toContain('s3cret');
});

test('who sets the pauses alone keeps the three attempts', async () => {
  await using server = await refuse({}, 503);
  const { getToken } = server.createProvider({ retry: { baseMs: 100 } });
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'unavailable' });
  expect(server.requests).toHaveLength(3);
  expect(server.clock.slept).toEqual([50, 100]);
});
