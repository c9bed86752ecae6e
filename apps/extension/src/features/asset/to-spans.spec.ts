import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AssetDay, DayState } from './to-days.ts';
import { toSpans } from './to-spans.ts';

const toDay = (state: DayState, index: number): AssetDay => ({
  date: `2026-11-${String(index + 1).padStart(2, '0')}`,
  state,
  estimated: false,
});

const toShape = (states: readonly DayState[]) =>
  toSpans(states.map(toDay)).map(({ first, last, length }) => [
    first.date.slice(8),
    last.date.slice(8),
    length,
  ]);

test('days in a row that nothing is known of are one span, and every other day stands by itself', () => {
  expect(toShape(['NOT_KNOWN', 'NOT_KNOWN', 'NOT_KNOWN', 'SILENT', 'SILENT', 'NOT_KNOWN'])).toEqual([
    ['01', '03', 3],
    ['04', '04', 1],
    ['05', '05', 1],
    ['06', '06', 1],
  ]);
  expect(toShape([])).toEqual([]);
});

test('no day is lost and none is drawn twice', () => {
  const states = fc.constantFrom<DayState>('REPORTING', 'SILENT', 'NEVER_REPORTED', 'NOT_KNOWN');
  fc.assert(
    fc.property(fc.array(states, { maxLength: 30 }), (drawn) => {
      const spans = toSpans(drawn.map(toDay));
      expect(spans.reduce((sum, { length }) => sum + length, 0)).toBe(drawn.length);
    }),
  );
});
