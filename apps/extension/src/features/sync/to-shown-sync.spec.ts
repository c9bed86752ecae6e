import type { Sync } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { toShownSync } from './to-shown-sync.ts';

const toSync = (id: string, state: Sync['state'], hour = 5): Sync => ({
  id,
  state,
  startedAt: `2026-11-22T0${String(hour)}:00:00.000Z`,
  finishedAt: null,
  fetched: 0,
  expected: null,
  error: null,
});

test('a sync that others started is shown while it runs', () => {
  const running = toSync('other', 'RUNNING');
  expect(toShownSync(undefined, running)).toBe(running);
  expect(toShownSync(undefined, toSync('other', 'FAILED'))).toBeUndefined();
  expect(toShownSync(undefined, null)).toBeUndefined();
});

test('a sync that was started here is told by the account once it has ended', () => {
  const [started, told] = [toSync('own', 'FAILED'), toSync('own', 'FAILED')];
  expect(toShownSync(started, told)).toBe(told);
  expect(toShownSync(started, toSync('own', 'RUNNING'))).toBe(started);
  expect(toShownSync(started, toSync('before', 'SUCCEEDED', 4))).toBe(started);
});

test('a sync that was started here and failed is no longer told after a newer one', () => {
  const started = toSync('own', 'FAILED');
  const running = toSync('newer', 'RUNNING', 6);
  expect(toShownSync(started, running)).toBe(running);
  expect(toShownSync(started, toSync('newer', 'SUCCEEDED', 6))).toBeUndefined();
});
