import { expect, test } from 'vitest';
import { toSlot, toTurn } from './account-slot.ts';
import { findCronProblem, findPeriod } from './cron-period.ts';

const at = (text: string) => new Date(text);
const periodOf = (cron: string, moment: string) => {
  const { start, end } = findPeriod(cron, at(moment));
  return [start.toISOString(), end.toISOString()];
};

test('a period lasts from one moment of the expression to the next, its first millisecond included', () => {
  const hour = ['2026-03-10T11:17:00.000Z', '2026-03-10T12:17:00.000Z'];
  expect(periodOf('17 * * * *', '2026-03-10T11:17:00.000Z')).toEqual(hour);
  expect(periodOf('17 * * * *', '2026-03-10T12:16:59.999Z')).toEqual(hour);
  expect(periodOf('17 * * * *', '2026-03-10T12:17:00.000Z')[0]).toBe(hour[1]);
});

test('a period runs over midnight', () => {
  expect(periodOf('17 * * * *', '2026-03-11T00:00:00.000Z')).toEqual([
    '2026-03-10T23:17:00.000Z',
    '2026-03-11T00:17:00.000Z',
  ]);
});

test.each([
  ['the night the clocks go forward', '2026-03-29T00:30:00.000Z'],
  ['the night they go back', '2026-10-25T00:30:00.000Z'],
])('in %s every day has 24 hours, because cron is UTC', (_night, moment) => {
  const { start, end } = findPeriod('30 2 * * *', at(moment));
  expect(end.getTime() - start.getTime()).toBe(24 * 3_600_000);
  expect(start.getUTCHours()).toBe(2);
});

test('an uneven expression has uneven periods', () => {
  expect(periodOf('0 8,20 * * 1-5', '2026-03-13T21:00:00.000Z')).toEqual([
    '2026-03-13T20:00:00.000Z',
    '2026-03-16T08:00:00.000Z',
  ]);
});

test.each(['', '* * * *', '* * * * * *', '99 * * * *', 'every hour at noon ok', '0 0 30 2 *'])(
  '%j is no cron expression',
  (cron) => {
    expect(findCronProblem(cron)).toBeTypeOf('string');
  },
);

test.each(['17 * * * *', '*/5 * * * *', '0 3 * * 1-5', '0 0 1 1 *'])('%j is one', (cron) => {
  expect(findCronProblem(cron)).toBeUndefined();
});

test('ten thousand accounts are spread evenly over the interval, each always at its own place', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `account ${index}`);
  const tenths = new Array<number>(10).fill(0);
  for (const id of ids) {
    const tenth = Math.floor(toSlot('sync', id) * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  expect(toSlot('sync', 'account 1')).toBe(toSlot('sync', 'account 1'));
  expect(toSlot('sync', 'account 1')).not.toBe(toSlot('maintenance', 'account 1'));
});

test.each([
  ['17 * * * *', 60_000],
  ['* * * * *', 30_000],
])('no turn of %s is in the last %d ms of its period, where it could be missed', (cron, restMs) => {
  const { start, end } = findPeriod(cron, at('2026-03-10T12:00:00.000Z'));
  for (let index = 0; index < 200; index += 1) {
    const turn = toTurn('sync', `account ${index}`, { start, end });
    expect(turn >= start && turn.getTime() < end.getTime() - restMs).toBe(true);
  }
});
