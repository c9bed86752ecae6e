import { expect, test } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createKeySource } from './key-source.ts';
import { createKeyServer, createTestKey } from './test-keys.ts';

const hourMs = 3_600_000;
const [first, second] = [await createTestKey('ES256', 'first'), await createTestKey('ES256', 'second')];

const setUp = () => {
  const server = createKeyServer(first.jwk);
  const clock = createManualClock();
  const keys = createKeySource({ jwksUrl: 'https://iris.example/jwks', fetch: server.fetch, clock });
  const find = async (kid: string) => {
    const answer = await keys.findKey('ES256', kid);
    return typeof answer === 'string' ? answer : 'found';
  };
  return { ...server, clock, find };
};

test('after the clock was put back a new key is found at once', async () => {
  const { state, clock, find } = setUp();
  await find('forged');
  state.keys = [second.jwk];
  clock.advance(-hourMs);
  expect(await find('second')).toBe('found');
});

test('after the clock was put back while the key server failed, it is asked again', async () => {
  const { state, clock, find } = setUp();
  state.fails = true;
  await find('first');
  state.fails = false;
  clock.advance(-hourMs);
  expect(await find('first')).toBe('found');
});

test('after the clock was put back a flood of unknown keys still costs one request', async () => {
  const { state, clock, find } = setUp();
  await find('first');
  clock.advance(-hourMs);
  for (let round = 0; round < 50; round += 1) await find(`unknown ${round}`);
  expect(state.requests).toBe(2);
});
