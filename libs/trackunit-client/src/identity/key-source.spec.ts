import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeySource, type KeyEvent, type KeySourceOptions } from './key-source.ts';
import type { StoredKeySet } from './key-store.ts';
import { createKeyServer, createTestKey } from './test-keys.ts';

const jwksUrl = 'https://iris.example/api/marketplace/jwks';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const [first, second] = [await createTestKey('ES256', 'first'), await createTestKey('ES256', 'second')];

const createStore = () => {
  const kept = new Map<string, StoredKeySet>();
  return {
    kept,
    findKeySet: async (url: string) => kept.get(url),
    saveKeySet: async (url: string, keySet: StoredKeySet) => void kept.set(url, keySet),
  };
};

const setUp = (options: Partial<KeySourceOptions> = {}) => {
  let nowMs = Date.parse('2026-03-10T12:00:00Z');
  const server = createKeyServer(first.jwk);
  const events: KeyEvent[] = [];
  const create = () =>
    createKeySource({
      jwksUrl,
      fetch: server.fetch,
      clock: { now: () => nowMs },
      onEvent: (event) => events.push(event),
      ...options,
    });
  const source = create();
  const find = async (kid: string | undefined, from = source) => {
    const answer = await from.findKey('ES256', kid);
    return typeof answer === 'string' ? answer : 'found';
  };
  return { server, source, find, create, events, pass: (ms: number) => (nowMs += ms), now: () => nowMs };
};

test('a key is fetched once and then answered at once', async () => {
  const { server, source, find } = setUp();
  expect(await find('first')).toBe('found');
  const again = source.findKey('ES256', 'first');
  expect(again).not.toBeInstanceOf(Promise);
  expect(again).toEqual(createPublicKey({ key: first.jwk as JsonWebKey, format: 'jwk' }));
  expect(server.state.requests).toBe(1);
});

test('many who need a key at once share one request', async () => {
  const { server, find } = setUp();
  await Promise.all(Array.from({ length: 50 }, () => find('first')));
  expect(server.state.requests).toBe(1);
});

test('a new key is found at once and without a restart', async () => {
  const { server, find } = setUp();
  await find('first');
  server.state.keys = [first.jwk, second.jwk];
  expect(await find('second')).toBe('found');
  expect(server.state.requests).toBe(2);
});

test('a key that changes twice in a moment is found both times', async () => {
  const { server, find } = setUp();
  await find('first');
  server.state.keys = [second.jwk];
  expect(await find('second')).toBe('found');
  server.state.keys = [first.jwk];
  expect(await find('first')).toBe('found');
});

test('after a key id that does not exist a new key is found once the cool-down is over', async () => {
  const { server, find, pass } = setUp();
  await find('forged');
  server.state.keys = [first.jwk, second.jwk];
  expect(await find('second')).toBe('unknown');
  pass(30_000);
  expect(await find('second')).toBe('found');
  expect(server.state.requests).toBe(2);
});

test('a flood of unknown key ids costs one key request per cool-down', async () => {
  const { server, find, pass } = setUp();
  await find('first');
  pass(31_000);
  for (let round = 0; round < 500; round += 1) await find(`unknown ${round}`);
  await Promise.all(Array.from({ length: 500 }, (_, round) => find(`more ${round}`)));
  expect(server.state.requests).toBe(2);
});

test.each([
  ['nothing was ever fetched', undefined],
  ['the keys at hand are new', 0],
  ['the keys at hand are old', 11 * minuteMs],
  ['the keys at hand are too old', dayMs + 1],
])(
  'while the key server fails and %s, a new key is unavailable, and found a second later',
  async (_, ageMs) => {
    const { server, find, pass } = setUp();
    if (ageMs !== undefined) await find('first');
    pass(ageMs ?? 0);
    server.state.keys = [second.jwk];
    server.state.status = 503;
    expect(await find('second')).toBe('unavailable');
    server.state.status = 200;
    expect(await find('second')).toBe('unavailable');
    pass(1_000);
    expect(await find('second')).toBe('found');
  },
);

test('a flood of unknown key ids asks a key server that fails once a second', async () => {
  const { server, find, pass } = setUp();
  await find('first');
  server.state.fails = true;
  const flood = async () =>
    new Set(await Promise.all(Array.from({ length: 500 }, (_, round) => find(`unknown ${round}`))));
  expect(await flood()).toEqual(new Set(['unavailable']));
  expect(await flood()).toEqual(new Set(['unavailable']));
  expect(server.state.requests).toBe(2);
  pass(1_000);
  await flood();
  expect(server.state.requests).toBe(3);
});

test('a request that failed does not begin the cool-down, one that was answered without the key does', async () => {
  const { server, find, pass } = setUp();
  await find('first');
  server.state.fails = true;
  await find('forged');
  server.state.fails = false;
  pass(1_000);
  expect(await find('forged')).toBe('unknown');
  expect(server.state.requests).toBe(3);
  pass(29_999);
  expect(await find('also forged')).toBe('unknown');
  expect(server.state.requests).toBe(3);
});

test('while a key server that failed is asked again for an unknown key, a known one does not wait', async () => {
  const hanging = Promise.withResolvers<never>();
  const server = createKeyServer(first.jwk);
  let fetch = server.fetch;
  const { find, pass } = setUp({ fetch: (url, init) => fetch(url, init) });
  await find('first');
  pass(11 * minuteMs);
  server.state.fails = true;
  expect(await find('first')).toBe('found');
  pass(1_000);
  fetch = () => hanging.promise;
  const waiting = find('second');
  expect(await find('first')).toBe('found');
  hanging.reject(new TypeError('fetch failed'));
  expect(await waiting).toBe('unavailable');
});

test('a key that was withdrawn is not used any more after the keys’ age is over', async () => {
  const { server, find, pass } = setUp();
  await find('first');
  server.state.keys = [second.jwk];
  pass(11 * minuteMs);
  expect(await find('first')).toBe('unknown');
});

test('while the key server is down, known keys serve on and that is told', async () => {
  const { server, find, pass, events } = setUp();
  await find('first');
  server.state.fails = true;
  pass(60 * minuteMs);
  expect(await find('first')).toBe('found');
  expect(events).toContainEqual({ type: 'served_stale', ageMs: 60 * minuteMs });
  expect(events).toContainEqual({ type: 'fetch_failed', reason: expect.stringContaining(jwksUrl) });
});

test('keys that are a day old are not used any more', async () => {
  const { server, find, pass } = setUp();
  await find('first');
  server.state.fails = true;
  pass(dayMs + 1);
  expect(await find('first')).toBe('unavailable');
  server.state.fails = false;
  pass(31_000);
  expect(await find('first')).toBe('found');
});

test.each([
  ['fails', { fails: true }],
  ['answers 500', { status: 500 }],
  ['answers a redirect', { status: 302 }],
  ['answers HTML', { body: '<html>' }],
  ['answers no key set', { body: '{"keys":{}}' }],
  ['answers an empty key set', { keys: [] }],
  ['answers a key of an unknown kind only', { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'first' }] }],
  ['answers a private key only', { keys: [{ ...first.jwk, d: 'AAAA' }] }],
  ['answers a key for encryption only', { keys: [{ ...first.jwk, use: 'enc' }] }],
])('when the key server %s there is no key, and known ones stay', async (_what, broken) => {
  const fresh = setUp();
  Object.assign(fresh.server.state, broken);
  expect(await fresh.find('first')).toBe('unavailable');
  const known = setUp();
  await known.find('first');
  Object.assign(known.server.state, broken);
  known.pass(11 * minuteMs);
  expect(await known.find('first')).toBe('found');
});

test('one odd key does not shut out the others', async () => {
  const { server, find } = setUp();
  server.state.keys = [{ kty: 'EC', crv: 'P-999', kid: 'odd' }, 7, null, first.jwk];
  expect(await find('first')).toBe('found');
});

test('keys survive a restart, and a fresh set needs no request', async () => {
  const store = createStore();
  const { server, find, create } = setUp({ store });
  await find('first');
  expect(await find('first', create())).toBe('found');
  expect(server.state.requests).toBe(1);
});

test('a start while the key server is down works with the kept keys', async () => {
  const store = createStore();
  const { server, find, create, pass } = setUp({ store });
  await find('first');
  server.state.fails = true;
  pass(60 * minuteMs);
  expect(await find('first', create())).toBe('found');
});

test('kept keys that are too old, from the future or broken are not used', async () => {
  const store = createStore();
  const { server, find, now, create } = setUp({ store });
  server.state.fails = true;
  const keep = (jwks: unknown, fetchedAtMs: number) => store.kept.set(jwksUrl, { jwks, fetchedAtMs });
  for (const [jwks, at] of [
    [{ keys: [first.jwk] }, now() - dayMs - 1],
    [{ keys: [first.jwk] }, now() + minuteMs],
    ['nonsense', now()],
  ] as const) {
    keep(jwks, at);
    expect(await find('first', create())).toBe('unavailable');
  }
});

test('a store that fails is told and does not stop anybody', async () => {
  const fail = async () => {
    throw new Error('no disk');
  };
  const { find, events } = setUp({ store: { findKeySet: fail, saveKeySet: fail } });
  expect(await find('first')).toBe('found');
  expect(events.filter(({ type }) => type === 'store_failed')).toHaveLength(2);
});

// While a signer changes its key both are listed: to take none then would shut out every message meanwhile.
test('without a kid one key that fits comes after the other, and a refused one does not come again', async () => {
  const { server, source } = setUp();
  server.state.keys = [first.jwk, second.jwk];
  const refused: KeyObject[] = [];
  for (const { jwk } of [first, second]) {
    const key = await source.findKey('ES256', undefined, refused);
    expect(key).toEqual(createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }));
    refused.push(key as KeyObject);
  }
  expect(await source.findKey('ES256', undefined, refused)).toBe('unknown');
  expect(server.state.requests).toBe(1);
});

test('a store that never answers keeps nobody from a key', async () => {
  const never = () => new Promise<never>(() => undefined);
  const { server, find, events, pass } = setUp({
    store: { findKeySet: never, saveKeySet: never },
    timeoutMs: 20,
  });
  expect(await find('first')).toBe('found');
  server.state.keys = [second.jwk];
  pass(11 * minuteMs);
  expect(await find('second')).toBe('found');
  expect(events.map(({ type }) => type)).toContain('store_failed');
});
