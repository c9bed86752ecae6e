import { expect, test } from 'vitest';
import { findRetryDelaySeconds, maxAttempts } from './retry-schedule.ts';

const delays = (random: number) =>
  Array.from({ length: maxAttempts }, (_, index) =>
    findRetryDelaySeconds({ failures: index + 1, status: 500 }, () => random),
  );

test('a message is tried ten times in three days, each wait longer than the one before', () => {
  expect(delays(0)).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined]);
});

test('waits are spread by up to a tenth', () => {
  expect(delays(0.5).slice(0, 3)).toEqual([6, 315, 1890]);
});

test('a receiver that asks for more time gets it, up to a day', () => {
  const wait = (retryAfterSeconds: number) =>
    findRetryDelaySeconds({ failures: 1, status: 429, retryAfterSeconds }, () => 0);
  expect([wait(60), wait(1), wait(9_000_000)]).toEqual([60, 5, 86_400]);
});

test('a receiver that says 410 is not asked again', () => {
  expect(findRetryDelaySeconds({ failures: 1, status: 410 }, () => 0)).toBeUndefined();
});
