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

const toEnds = ({ first, last }: RowWindow) => [first, last];

test('what is on screen is drawn first, what is beyond it a little later, a block at either end at a time', () => {
  expect(settle(at(1_000)).map(toEnds)).toEqual([
    [1_000, 1_011],
    [996, 1_015],
    [992, 1_019],
  ]);
});

test('who scrolls on is shown a block ahead now and then, and what is far behind is forgotten', () => {
  let shown = settled(at(1_000));
  const changes = [1_001, 1_002, 1_004, 1_006, 1_008, 1_010, 1_014].map((row) => {
    const steps = settle(at(row), shown);
    shown = steps.at(-1) ?? shown;
    return steps.map(toEnds);
  });
  expect(changes).toEqual([[], [[988, 1_023]], [], [[988, 1_027]], [], [[992, 1_031]], [[996, 1_035]]]);
});

test('who scrolls quickly is shown all that is ahead at once', () => {
  expect(settle(at(1_009), settled(at(1_000))).map(toEnds)).toEqual([[992, 1_035]]);
});

test('who goes back and forth a little draws nothing twice', () => {
  const thereAndBack = [1_003, 996, 1_000];
  const shown = thereAndBack.reduce(
    (drawn, row) => settle(at(row), drawn).at(-1) ?? drawn,
    settled(at(1_000)),
  );
  for (const row of [1_003, 1_001, 996, 999.5, 1_002]) expect(toRowWindow(at(row), shown)).toBe(shown);
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
  expect(settled({ ...list, listTop: 800 })).toMatchObject({ first: 0, last: 7 });
});

test('a list that became shorter than where one had scrolled to ends at its last row', () => {
  const shown = settled(at(1_000));
  expect(settle({ ...at(1_000), count: 3 }, shown).at(-1)).toMatchObject({ first: 0, last: 2 });
  expect(settle({ ...at(1_000), count: 63 }, shown).at(-1)).toMatchObject({ first: 52, last: 62 });
});

test.each([
  [0, 25, { first: 0, last: 0 }],
  [30, 59, { first: 0, last: 0 }],
  [34, 63, { first: 0, last: 1 }],
  [138, 163, { first: 0, last: 2 }],
  [140, 155, { first: 1, last: 1 }],
])(
  'for rows %d to %d these pages are asked for, some before their rows are drawn: %j',
  (first, last, pages) => {
    expect(toPages({ first, last })).toEqual(pages);
  },
);

test('an empty list has no rows, and asks for none again', () => {
  expect(toRowWindow({ ...list, count: 0, listTop: 100 }, noRows)).toBe(noRows);
  expect(toBlocks(noRows)).toEqual([]);
  expect(toPages(noRows)).toEqual({ first: 0, last: 0 });
});

test('a range is drawn block by block, the last one as far as there are rows', () => {
  expect(toBlocks({ first: 60, last: 67 })).toEqual([60, 64]);
});

test('a block is on screen when one of its rows is', () => {
  const shown = settled(at(1_004));
  expect([1_000, 1_004, 1_012, 1_016].map((block) => isOnScreen(block, shown))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
