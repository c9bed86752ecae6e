import { expect, expectTypeOf, test, vi } from 'vitest';
import { createApiClient } from './api-client.ts';
import { ApiError, type ApiErrorCode } from './api-error.ts';
import { isWorthRetrying, toRetryDelayMs } from './create-query-client.ts';
import { decodeObject, decodeString } from './decoder.ts';

const decode = decodeObject<{ word: string }>({ word: decodeString });

const createClient = (answers: readonly (Response | Error)[]) => {
  const left = [...answers];
  const fetch = vi.fn(async (_url: string | URL | Request, _init?: RequestInit) => {
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw new Error('one request too many');
    return answer;
  });
  const getToken = vi.fn(async ({ forceRefresh = false } = {}) => (forceRefresh ? 'renewed' : 'kept'));
  return {
    client: createApiClient({ origin: 'http://backend.test', language: 'da', getToken, fetch }),
    fetch,
    getToken,
  };
};

const toAuthorization = (init: RequestInit | undefined) => new Headers(init?.headers).get('Authorization');

const catchError = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (!(error instanceof ApiError)) throw new Error('no ApiError was thrown');
  return error;
};

test('a request carries the host’s token and leaves empty filters out', async () => {
  const { client, fetch } = createClient([Response.json({ word: 'yes' })]);
  expect(await client.get('/fleet/assets', decode, { query: { q: '', page: 0, state: undefined } })).toEqual({
    word: 'yes',
  });
  expect(fetch.mock.calls[0]?.[0]).toBe('http://backend.test/api/v1/fleet/assets?page=0');
  expect(toAuthorization(fetch.mock.calls[0]?.[1])).toBe('Bearer kept');
});

test('a request carries no cookies: the token alone says whose it is', async () => {
  const { client, fetch } = createClient([Response.json({ word: 'yes' })]);
  await client.get('/account', decode);
  expect(fetch.mock.calls[0]?.[1]?.credentials).toBe('omit');
});

test('every request asks for the language that is spoken, a stream of events too', async () => {
  const { client, fetch } = createClient([Response.json({ word: 'ja' }), new Response('data: {}')]);
  await client.get('/account', decode);
  await client.open('/syncs/1/events', 'text/event-stream');
  const languages = fetch.mock.calls.map(([, init]) => new Headers(init?.headers).get('Accept-Language'));
  expect(languages).toEqual(['da', 'da']);
});

test('a token that is no longer taken is renewed once', async () => {
  const { client, fetch } = createClient([
    new Response(null, { status: 401 }),
    Response.json({ word: 'yes' }),
  ]);
  await client.get('/account', decode);
  expect(fetch.mock.calls.map(([, init]) => toAuthorization(init))).toEqual([
    'Bearer kept',
    'Bearer renewed',
  ]);
});

test('a renewed token that is not taken either ends the attempts', async () => {
  const refused = () => Response.json({ status: 401, code: 'token_invalid', message: 'no' }, { status: 401 });
  const { client, fetch } = createClient([refused(), refused()]);
  expect(await catchError(client.get('/account', decode))).toMatchObject({
    code: 'token_invalid',
    status: 401,
  });
  expect(fetch).toHaveBeenCalledTimes(2);
});

test('an error answer becomes its code, its waiting time and its reference', async () => {
  const headers = { 'Retry-After': '7', 'X-Request-Id': 'req-1' };
  const body = { status: 429, code: 'too_many_requests', message: 'slow down' };
  const { client } = createClient([Response.json(body, { status: 429, headers })]);
  expect(await catchError(client.get('/account', decode))).toMatchObject({
    code: 'too_many_requests',
    status: 429,
    retryAfterSeconds: 7,
    requestId: 'req-1',
  });
});

test('fields that were refused are told', async () => {
  const violations = [{ field: 'webhook.url', message: 'must be https' }];
  const body = { status: 400, code: 'constraint_violation', message: 'no', violations };
  const { client } = createClient([Response.json(body, { status: 400 })]);
  const error = await catchError(client.send('/settings', decode, { method: 'PUT', body: {} }));
  expect(error.violations).toEqual(violations);
});

test('an HTML answer of a proxy between is an unexpected answer, not a crash', async () => {
  const { client } = createClient([new Response('<html>', { status: 502 })]);
  expect(await catchError(client.get('/account', decode))).toMatchObject({
    code: 'unexpected_answer',
    status: 502,
  });
});

test.each(['<html>', '{"word":3}'])('a good status with %s in it is an unexpected answer', async (body) => {
  const { client } = createClient([new Response(body)]);
  expect((await catchError(client.get('/account', decode))).code).toBe('unexpected_answer');
});

test('a code that this page does not know is an unexpected answer, with the status and the reference it has', async () => {
  const body = { status: 503, code: 'moon_in_the_way', message: 'wait', requestId: 'req-1' };
  const { client } = createClient([Response.json(body, { status: 503 })]);
  expect(await catchError(client.get('/account', decode))).toMatchObject({
    code: 'unexpected_answer',
    status: 503,
    requestId: 'req-1',
  });
});

test('a code that is misspelt does not compile', () => {
  expectTypeOf<'account_not_installed'>().toExtend<ApiErrorCode>();
  expectTypeOf<'account_not_instaled'>().not.toExtend<ApiError['code']>();
});

test('no answer at all is told as such', async () => {
  const { client } = createClient([new TypeError('fetch failed')]);
  expect(await catchError(client.get('/account', decode))).toMatchObject({ code: 'network', status: 0 });
});

test('a request that was called off is not an error of the network', async () => {
  const { client } = createClient([new DOMException('called off', 'AbortError')]);
  const work = client.get('/account', decode, { signal: AbortSignal.abort() });
  await expect(work).rejects.toHaveProperty('name', 'AbortError');
});

const errorOf = (status: number, code: ApiErrorCode = 'unexpected_answer', retryAfterSeconds?: number) =>
  new ApiError({ status, code, message: '', retryAfterSeconds });

test.each([
  [errorOf(0, 'network'), true],
  [errorOf(429), true],
  [errorOf(500), true],
  [errorOf(503), true],
  [errorOf(503, 'user_auth_not_configured'), false],
  [errorOf(400), false],
  [errorOf(401), false],
  [errorOf(403), false],
  [new Error('a fault of our own'), false],
])('whether %o is worth another attempt: %s', (error, worth) => {
  expect(isWorthRetrying(0, error)).toBe(worth);
});

test('nothing is tried more than three times', () => {
  expect(isWorthRetrying(2, errorOf(503))).toBe(false);
});

test('the waiting time is what the backend asks for, up to eight seconds, else half a second and doubling', () => {
  expect(toRetryDelayMs(0, errorOf(429, 'too_many_requests', 3))).toBe(3_000);
  expect(toRetryDelayMs(0, errorOf(429, 'too_many_requests', 600))).toBe(8_000);
  expect([0, 1, 2].map((failures) => toRetryDelayMs(failures, errorOf(500)))).toEqual([500, 1_000, 2_000]);
});
