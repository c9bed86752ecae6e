import type { FleetSummary } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { findWeekChange } from './find-week-change.ts';

/** November from the 1st to the 22nd. No count is the same on two days. */
const summary: FleetSummary = {
  asOf: '2026-11-22T05:00:00Z',
  total: 1_000,
  silent: 160,
  reporting: 800,
  neverReported: 40,
  trend: Array.from({ length: 22 }, (_, index) => ({
    date: `2026-11-${String(index + 1).padStart(2, '0')}`,
    silent: 10 * index,
    reporting: 1_000 - 10 * index - 3 * index,
    neverReported: 3 * index,
    estimated: index < 8,
  })),
};

const changesOf = (changed: FleetSummary) =>
  (['silent', 'reporting', 'neverReported'] as const).map((count) => findWeekChange(changed, count)?.change);

test('each count is compared with the day one week earlier, and its sign tells which way it went', () => {
  expect(changesOf(summary)).toEqual([20, -18, -2]);
  expect(changesOf({ ...summary, silent: 133, reporting: 825, neverReported: 42 })).toEqual([-7, 7, 0]);
});

test.each([
  ['2026-11-22T00:00:00Z', 20],
  ['2026-11-22T23:59:59Z', 20],
  ['2026-11-23T00:00:00Z', 10],
  ['2026-11-08T12:00:00Z', 160],
])('numbers of %s are compared with their own UTC day one week earlier', (asOf, change) => {
  expect(findWeekChange({ ...summary, asOf }, 'silent')?.change).toBe(change);
});

test('without that day nothing is compared, however near the next one is', () => {
  const trend = summary.trend.filter(({ date }) => date !== '2026-11-15');
  expect(changesOf({ ...summary, trend })).toEqual([undefined, undefined, undefined]);
  expect(changesOf({ ...summary, trend: [] })).toEqual([undefined, undefined, undefined]);
});

test('a change says whether the number from last week is an estimate', () => {
  expect(findWeekChange(summary, 'silent')).toEqual({ change: 20, estimated: false });
  expect(findWeekChange({ ...summary, asOf: '2026-11-15T12:00:00Z' }, 'silent')).toEqual({
    change: 90,
    estimated: true,
  });
});
