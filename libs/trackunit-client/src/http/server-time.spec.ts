import { expect, test } from 'vitest';
import { createServerTime } from './server-time.ts';

const now = Date.parse('2026-03-10T12:00:00Z');

/** A server whose clock is so far ahead of ours, after one answer that took a second. */
const learnFrom = (aheadMs: number) => {
  const time = createServerTime({ now: () => now });
  time.learn(new Date(now + aheadMs).toUTCString(), now - 500, now + 500);
  return time;
};

test.each([-2_000, -1_000, 0, 1_000])(
  'a date that is %i ms from ours is no other clock: it has whole seconds, and the way takes time',
  (aheadMs) => {
    const { offsetMs, now: serverNow } = learnFrom(aheadMs);
    expect(offsetMs()).toBe(0);
    expect(serverNow()).toBe(now);
  },
);

test.each([-3_600_000, -4_000, 4_000, 3_600_000])(
  'a server whose clock is %i ms from ours is read by its own',
  (aheadMs) => {
    const { offsetMs, now: serverNow } = learnFrom(aheadMs);
    // Half a second, because a date leaves out what is less than one.
    expect(offsetMs()).toBe(aheadMs + 500);
    expect(serverNow()).toBe(now + aheadMs + 500);
  },
);

test('an answer without a date, or with an odd one, teaches nothing', () => {
  const time = learnFrom(60_000);
  time.learn(null, now, now);
  time.learn('soon', now, now);
  expect(time.offsetMs()).toBe(60_500);
});
