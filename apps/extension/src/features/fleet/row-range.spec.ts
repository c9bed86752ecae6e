import { expect, test } from 'vitest';
import { toBlocks, toRowRange } from './row-range.ts';

const list = { rowHeight: 50, screenHeight: 500, count: 50_000, goesUp: false };

test('at the top of a long list the first screen and some rows beyond are drawn', () => {
  expect(toRowRange({ ...list, listTop: 300 })).toEqual({ first: 0, last: 19 });
});

test('more rows are drawn where the scrolling goes', () => {
  expect(toRowRange({ ...list, listTop: -50_000 })).toEqual({ first: 995, last: 1_029 });
  expect(toRowRange({ ...list, listTop: -50_000, goesUp: true })).toEqual({ first: 990, last: 1_024 });
});

test('what is drawn covers the screen and what is wanted beyond it, wherever one has scrolled to', () => {
  for (let scrolled = 0; scrolled < 2_000; scrolled += 7) {
    for (const goesUp of [false, true]) {
      const { first, last } = toRowRange({ ...list, listTop: -50_000 - scrolled, goesUp });
      const onScreen = (50_000 + scrolled) / 50;
      expect(first).toBeLessThanOrEqual(onScreen - (goesUp ? 10 : 5));
      expect(last).toBeGreaterThanOrEqual(onScreen + 10 + (goesUp ? 5 : 10));
    }
  }
});

test('a list that became shorter than where one had scrolled to ends at its last row', () => {
  expect(toRowRange({ ...list, count: 3, listTop: -50_000 })).toEqual({ first: 0, last: 2 });
  expect(toRowRange({ ...list, count: 63, listTop: -50_000 })).toEqual({ first: 60, last: 62 });
});

test('an empty list has no rows', () => {
  expect(toRowRange({ ...list, count: 0, listTop: 100 })).toEqual({ first: 0, last: -1 });
  expect(toBlocks({ first: 0, last: -1 })).toEqual([]);
});

test('a range is drawn block by block, the last one as far as there are rows', () => {
  expect(toBlocks({ first: 60, last: 67 })).toEqual([60, 65]);
});
