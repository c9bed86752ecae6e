import { expect, test } from 'vitest';
import { toArea, toLine, toMarkedDays, toPoints, toRoundMaximum, toRuns } from './trend-scale.ts';

test.each([
  [0, 4],
  [3, 4],
  [5, 6],
  [12, 12],
  [22, 24],
  [99, 100],
  [101, 120],
  [1_234, 1_600],
])('an axis for up to %d ends at %d', (most, end) => {
  expect(toRoundMaximum(most)).toBe(end);
});

test('every axis reaches its most and halves into a whole number', () => {
  for (let most = 0; most < 3_000; most += 1) {
    const end = toRoundMaximum(most);
    expect(end).toBeGreaterThanOrEqual(most);
    expect(end % 2).toBe(0);
  }
});

const day = (silent: number, estimated: boolean) => ({
  date: '2026-11-22',
  silent,
  reporting: 0,
  neverReported: 0,
  estimated,
});

test('days are spread from edge to edge, none at the bottom', () => {
  expect(toPoints([day(0, true), day(4, true), day(2, false)], 4)).toEqual([
    { x: 0, y: 100 },
    { x: 50, y: 0 },
    { x: 100, y: 50 },
  ]);
});

test('a trend of one day is a point in the middle, and of none an empty area', () => {
  expect(toPoints([day(4, false)], 4)).toEqual([{ x: 50, y: 0 }]);
  expect(toArea([])).toBe('');
});

/** The days of each run, by their place in the trend; `e` stands for an estimated day and `m` for a measured one. */
const runsOf = (days: string) => {
  const trend = [...days].map((letter) => day(0, letter === 'e'));
  const points = trend.map((_, x) => ({ x, y: 0 }));
  return toRuns(trend, points).map((run) => [run.estimated ? 'e' : 'm', run.points.map(({ x }) => x)]);
};

test('the line is solid among measured days only, and what is estimated reaches to them on both sides', () => {
  expect(runsOf('eemmemm')).toEqual([
    ['e', [0, 1, 2]],
    ['m', [2, 3]],
    ['e', [3, 4, 5]],
    ['m', [5, 6]],
  ]);
});

test.each([
  [
    'mme',
    [
      ['m', [0, 1]],
      ['e', [1, 2]],
    ],
  ],
  ['ee', [['e', [0, 1]]]],
  ['mm', [['m', [0, 1]]]],
  ['', []],
])('the days %j are parted where measuring begins or ends', (days, runs) => {
  expect(runsOf(days)).toEqual(runs);
});

test('a day measured between two that were not is a dot', () => {
  expect(runsOf('eme')[1]).toEqual(['m', [1]]);
  expect(toLine([{ x: 50, y: 20 }])).toBe('M50 20h0');
});

test('five days are marked, or all where there are fewer', () => {
  expect(toMarkedDays(90)).toEqual([0, 22, 45, 67, 89]);
  expect(toMarkedDays(3)).toEqual([0, 1, 2]);
});
