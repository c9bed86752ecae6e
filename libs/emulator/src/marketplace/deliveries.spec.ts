import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { demoAccounts } from '../index.ts';
import { irisAppId, startApp } from '../testing/start-app.ts';

const { nordhavn } = demoAccounts;

/** Retries go when the test says so, however busy the machine; requests keep their own time. */
const holdRetries = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

afterEach(() => void vi.useRealTimers());

test('the log keeps the request, the answer and the claims, and never the secret or the identity itself', async () => {
  await using app = await startApp();
  await app.install();
  const { text, body } = await app.control('GET', '/deliveries');
  expect(body).toMatchObject([
    {
      type: 'INSTALLED',
      attempt: 1,
      delivered: true,
      response: { status: 204 },
      retryAt: null,
      request: {
        method: 'POST',
        identityClaims: { irisAppId, accountId: nordhavn },
        body: { clientSecret: '[secret]' },
      },
    },
  ]);
  expect(text).not.toContain(app.credentialOf(nordhavn).client_secret);
  expect(text).not.toContain(app.backend.received[0]?.identity);
});

test('a backend that refuses is tried again with the same message until it takes it', async () => {
  await using app = await startApp({ choices: { callbackRetryDelaysMs: [5, 5, 5] } });
  app.backend.answerWith(503, 500);
  const result = await app.install();
  expect(result).toMatchObject({ delivered: false, status: 503 });
  expect(result.delivery?.retryAt).toEqual(expect.any(String));
  await vi.waitFor(() => expect(app.trackunit.deliveries()).toHaveLength(3));
  expect(app.trackunit.deliveries().map(({ attempt, delivered }) => [attempt, delivered])).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ]);
  const secrets = new Set(app.backend.received.map(({ body }) => body.clientSecret));
  expect(secrets.size).toBe(1);
});

test('after the last attempt it is over', async () => {
  await using app = await startApp({ choices: { callbackRetryDelaysMs: [1] } });
  app.backend.answerWith(500, 500);
  await app.install();
  await vi.waitFor(() => expect(app.trackunit.deliveries()).toHaveLength(2));
  expect(app.trackunit.deliveries()[0]).toMatchObject({ attempt: 2, retryAt: null });
});

test('a backend that cannot be reached leaves its reason in the log', async () => {
  await using app = await startApp({ choices: { callbackRetryDelaysMs: [] } });
  await app.backend.close();
  const result = await app.install();
  expect(result).toMatchObject({
    delivered: false,
    status: null,
    error: expect.stringMatching(/ECONNREFUSED|failed/),
  });
});

test('a backend that does not answer in time is given up', async () => {
  await using app = await startApp({
    choices: { callbackTimeoutMs: 20, callbackRetryDelaysMs: [] },
    fetch: (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
      }),
  });
  expect((await app.install()).error).toMatch(/time/i);
});

test('an app without a callback is installed and told nothing', async () => {
  await using app = await startApp();
  app.trackunit.registerApp({ manifest: { moduleFederationName: '@acme/quiet' } });
  const result = await app.trackunit.install({ irisAppId: '@acme/quiet', accountId: nordhavn });
  expect(result).toMatchObject({ delivered: true, delivery: null });
});

test('a message can be repeated, freshly signed or with the identity that it had', async () => {
  await using app = await startApp();
  await app.install();
  const messageId = app.trackunit.deliveries()[0]?.messageId;
  const repeat = (body: object) => app.control('POST', `/deliveries/${messageId}/repeat`, body);
  expect((await app.control('POST', `/deliveries/${messageId}/repeat`)).status).toBe(200);
  expect((await repeat({ sameIdentity: true })).status).toBe(200);
  const [first, second, third] = app.backend.received;
  expect([second?.text, third?.text]).toEqual([first?.text, first?.text]);
  expect(second?.identity).not.toBe(first?.identity);
  expect(third?.identity).toBe(second?.identity);
  expect((await app.control('POST', '/deliveries/no-such/repeat', {})).body.code).toBe('unknown_message');
  expect((await repeat({ sameIdentity: 'yes' })).status).toBe(400);
});

test('a newer message, and an uninstall, end the attempts at an older one', async () => {
  const timers = holdRetries();
  await using app = await startApp({ choices: { callbackRetryDelaysMs: [30] } });
  app.backend.answerWith(503, 503);
  await app.install();
  expect(timers.getTimerCount()).toBe(1);
  await app.install();
  expect(timers.getTimerCount()).toBe(1);
  await app.trackunit.uninstall({ irisAppId, accountId: nordhavn });
  expect(timers.getTimerCount()).toBe(0);
  expect(app.backend.received).toHaveLength(2);
});

test('an older message may overtake a newer one, and attempts may share one identity, where that is chosen', async () => {
  const timers = holdRetries();
  await using app = await startApp({
    choices: { callbackRetryDelaysMs: [5], supersededRetries: 'keep', retryIdentity: 'same' },
  });
  app.backend.answerWith(503);
  await app.install();
  await app.install();
  timers.advanceTimersByTime(5);
  await vi.waitFor(() => expect(app.backend.received).toHaveLength(3));
  const [first, newer, again] = app.backend.received;
  expect([again?.text, again?.identity]).toEqual([first?.text, first?.identity]);
  expect(newer?.body.clientId).not.toBe(again?.body.clientId);
});

test('claims and body binding of an identity follow the choices', async () => {
  await using app = await startApp({
    choices: {
      identityIssuer: null,
      identityAudience: 'https://acme.example',
      identityLifetimeSeconds: null,
      identityAppClaim: 'app',
      identityAccountClaim: null,
      identityBodyHashClaim: 'body_sha256',
    },
  });
  await app.install();
  const [message] = app.backend.received;
  const claims = decodeJwt(message?.identity ?? '');
  expect(claims).toMatchObject({
    aud: 'https://acme.example',
    app: irisAppId,
    body_sha256: createHash('sha256')
      .update(message?.text ?? '')
      .digest('base64url'),
  });
  expect(claims).not.toHaveProperty('iss');
  expect(claims).not.toHaveProperty('exp');
  expect(claims).not.toHaveProperty('accountId');
});

test('another algorithm brings another key, and identities verify with it', async () => {
  await using app = await startApp();
  const { body } = await app.control('PATCH', '/choices', { identityAlgorithm: 'ES256' });
  expect(body.identityAlgorithm).toBe('ES256');
  await app.install();
  const keys = createRemoteJWKSet(new URL(app.trackunit.env.TRACKUNIT_IDENTITY_JWKS_URL));
  const { protectedHeader } = await jwtVerify(app.backend.received[0]?.identity ?? '', keys);
  expect(protectedHeader.alg).toBe('ES256');
});

test('the callback’s method is a choice', async () => {
  await using app = await startApp({ choices: { callbackMethod: 'PUT' } });
  await app.install();
  expect(app.backend.received[0]?.method).toBe('PUT');
});

/** A backend whose answers the test gives, one after another. */
const createSlowBackend = () => {
  const waiting: ((status: number) => void)[] = [];
  const texts: string[] = [];
  const fetch = (_url: unknown, init?: RequestInit): Promise<Response> => {
    texts.push(String(init?.body));
    return new Promise((resolve, reject) => {
      waiting.push((status) => resolve(new Response(null, { status })));
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
    });
  };
  return {
    fetch: fetch as typeof globalThis.fetch,
    /** Resolves when so many messages came in all. */
    hears: (count: number) => vi.waitFor(() => expect(texts).toHaveLength(count)),
    answer: (status: number): void => waiting.shift()?.(status),
  };
};

test('an attempt that fails after a newer message, or after an uninstall, was the last', async () => {
  const timers = holdRetries();
  const { fetch, answer, hears } = createSlowBackend();
  await using app = await startApp({ fetch, choices: { callbackRetryDelaysMs: [60_000] } });
  const older = app.install();
  await hears(1);
  const newer = app.install();
  await hears(2);
  answer(503);
  expect((await older).delivery?.retryAt).toBeNull();
  answer(503);
  expect((await newer).delivery?.retryAt).not.toBeNull();
  expect(timers.getTimerCount()).toBe(1);
  const last = app.install();
  await hears(3);
  await app.trackunit.uninstall({ irisAppId, accountId: nordhavn });
  answer(503);
  expect((await last).delivery?.retryAt).toBeNull();
  expect(timers.getTimerCount()).toBe(0);
});

test('a reset ends what is under way: it is neither logged nor tried again', async () => {
  const timers = holdRetries();
  const { fetch, hears } = createSlowBackend();
  await using app = await startApp({ fetch, choices: { callbackRetryDelaysMs: [30] } });
  const installing = app.install();
  await hears(1);
  await app.trackunit.reset();
  expect(await installing).toMatchObject({ delivered: false, error: expect.stringMatching(/reset/) });
  expect(app.trackunit.deliveries()).toEqual([]);
  expect(timers.getTimerCount()).toBe(0);
});

test('an install that a reset undoes while it is being kept is told to nobody', async () => {
  await using app = await startApp();
  const installing = app.install();
  await app.trackunit.reset();
  await expect(installing).rejects.toMatchObject({ code: 'not_installed' });
  expect(app.backend.received).toEqual([]);
});

test('the newest thousand messages can be repeated, and no older one', async () => {
  await using app = await startApp({
    choices: { identityAlgorithm: 'EdDSA' },
    keys: { identity: [], token: [] },
    fetch: async () => new Response(null, { status: 204 }),
  });
  await app.install();
  const [first] = app.trackunit.deliveries();
  for (let i = 0; i < 1_000; i += 1) await app.install();
  const [last] = app.trackunit.deliveries();
  expect((await app.control('POST', `/deliveries/${last?.messageId}/repeat`)).status).toBe(200);
  expect((await app.control('POST', `/deliveries/${first?.messageId}/repeat`)).status).toBe(404);
});
