import { expect, test } from 'vitest';
import {
  isOnScreen,
  noRows,
  toBlocks,
  toPages,
  toRowWindow,
  type ListLayout,
  type RowWindow,
} from './row-range.ts';

const list: ListLayout = { rowHeight: 50, screenHeight: 500, count: 50_000, listTop: 0 };
/** The list scrolled so far that this row is the first on screen. */
const at = (row: number): ListLayout => ({ ...list, listTop: -50 * row });

/** Each window from one to the one that stays. */
const settle = (layout: ListLayout, shown: RowWindow = noRows): readonly RowWindow[] => {
  const steps: RowWindow[] = [];
  for (let next = toRowWindow(layout, shown); next !== shown; next = toRowWindow(layout, shown)) {
    steps.push(next);
    if (steps.length > 20) throw new Error(`no end after ${JSON.stringify(steps.slice(-3))}`);
    shown = next;
  }
  return steps;
};

const settled = (layout: ListLayout): RowWindow => settle(layout).at(-1) ?? noRows;

test('what is on screen is drawn first, what is beyond it a little later', () => {
  const rows = settle(at(1_000)).map(({ first, last }) => [first, last]);
  expect(rows).toEqual([
    [1_000, 1_014],
    [990, 1_024],
  ]);
});

test('who scrolls on finds nothing new for a while, then several blocks ahead at once, and as many less behind', () => {
  let shown = settled(at(1_000));
  const changes = [1_003, 1_006, 1_007, 1_010, 1_014, 1_017, 1_018].map((row) => {
    const steps = settle(at(row), shown);
    shown = steps.at(-1) ?? shown;
    return steps.map(({ first, last }) => [first, last]);
  });
  expect(changes).toEqual([[], [], [[990, 1_034]], [], [], [[1_000, 1_044]], []]);
});

test('who goes back and forth a little draws nothing', () => {
  const shown = settled(at(1_000));
  for (const row of [1_001, 999.5, 1_002, 999, 1_000]) expect(toRowWindow(at(row), shown)).toBe(shown);
});

test('what is on screen is drawn in each step, wherever one has scrolled to', () => {
  let shown = noRows;
  for (let row = 2_000; row > 0; row -= 7.3) {
    shown = toRowWindow(at(row), shown);
    expect(shown.first).toBeLessThanOrEqual(Math.floor(row));
    expect(shown.last).toBeGreaterThanOrEqual(Math.floor(row) + 10);
    expect(shown.last - shown.first).toBeLessThan(55);
  }
});

test('a list below the screen has its first rows drawn all the same', () => {
  expect(settled({ ...list, listTop: 800 })).toMatchObject({ first: 0, last: 9 });
});

test('a list that became shorter than where one had scrolled to ends at its last row', () => {
  const shown = settled(at(1_000));
  expect(settle({ ...at(1_000), count: 3 }, shown).at(-1)).toMatchObject({ first: 0, last: 2 });
  expect(settle({ ...at(1_000), count: 63 }, shown).at(-1)).toMatchObject({ first: 50, last: 62 });
});

test('an empty list has no rows, and asks for none again', () => {
  expect(toRowWindow({ ...list, count: 0, listTop: 100 }, noRows)).toBe(noRows);
  expect(toBlocks(noRows)).toEqual([]);
  expect(toPages(noRows)).toEqual({ first: 0, last: 0 });
});

test('a range is drawn block by block, the last one as far as there are rows', () => {
  expect(toBlocks({ first: 60, last: 67 })).toEqual([60, 65]);
});

test('a block is on screen when one of its rows is', () => {
  const shown = settled(at(1_004));
  expect([995, 1_000, 1_010, 1_015].map((block) => isOnScreen(block, shown))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
