import { expect, test } from 'vitest';
import { json } from '../testing/serve.ts';
import { grant, startTokenServer } from '../testing/token-server.ts';

const scopes = ['asset.view'];
const hourMs = 3_600_000;

test.each([
  ['an account’s limit', 429, {}],
  ['a wrong client', 401, { error: 'invalid_client' }],
  ['trouble that passes', 503, {}],
])('a clock that is put back makes nobody remember %s for longer', async (_name, status, body) => {
  await using server = await startTokenServer((_form, _count, response) => json(response, body, status));
  const { getToken } = server.createProvider();
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ status });
  server.answerWith(grant);
  server.clock.advance(-hourMs);
  expect((await getToken({ accountId: 'a', scopes })).grantedScopes).toEqual(scopes);
  // Also for scopes that were not asked for before.
  const other = await getToken({ accountId: 'a', scopes: ['account.asset.manage'] });
  expect(other.grantedScopes).toEqual(['account.asset.manage']);
});

test('a failure that came after a token is over once the clock is put back behind it', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider();
  await getToken({ accountId: 'a', scopes });
  server.clock.advance(2 * hourMs);
  server.answerWith((_form, _count, response) => json(response, {}, 429));
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'rate_limited' });
  server.answerWith(grant);
  server.clock.advance(-2 * hourMs);
  expect((await getToken({ accountId: 'a', scopes })).grantedScopes).toEqual(scopes);
});

test('a host that was left alone is asked again when the clock is put back', async () => {
  await using server = await startTokenServer((_form, _count, response) => json(response, {}, 503));
  const circuitBreaker = { failures: 1, pauseMs: 5_000 };
  const { getToken } = server.createProvider({ circuitBreaker, retry: { attempts: 1 } });
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'unavailable' });
  server.answerWith(grant);
  await expect(getToken({ accountId: 'b', scopes })).rejects.toMatchObject({ platformCode: 'circuit_open' });
  server.clock.advance(-hourMs);
  expect((await getToken({ accountId: 'c', scopes })).grantedScopes).toEqual(scopes);
});

test('tokens that are refused after the clock was put back are replaced', async () => {
  await using server = await startTokenServer();
  const { getToken, invalidate } = server.createProvider();
  const refuse = async () =>
    invalidate({ accountId: 'a', token: await getToken({ accountId: 'a', scopes }) });
  for (let refusal = 0; refusal < 4; refusal += 1) await refuse();
  server.clock.advance(-hourMs);
  await refuse();
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 5');
});
