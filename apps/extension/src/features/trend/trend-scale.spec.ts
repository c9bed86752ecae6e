import { expect, test } from 'vitest';
import { toArea, toFirstMeasured, toMarkedDays, toPoints, toRoundMaximum } from './trend-scale.ts';

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

test('the first measured day is found, and a trend without one ends with its estimates', () => {
  expect(toFirstMeasured([day(1, true), day(1, false)])).toBe(1);
  expect(toFirstMeasured([day(1, true)])).toBe(1);
});

test('five days are marked, or all where there are fewer', () => {
  expect(toMarkedDays(90)).toEqual([0, 22, 45, 67, 89]);
  expect(toMarkedDays(3)).toEqual([0, 1, 2]);
});
