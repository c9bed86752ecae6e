/**
 * Rows are drawn and forgotten in blocks of so many: what is drawn of a block is left alone while others come and go.
 * A page of the list divides into whole blocks. Changing what is drawn costs the browser as much as four rows do, so
 * fewer at a time make scrolling dearer, and more make it uneven.
 */
export const rowsPerBlock = 4;

/** Rows per request. A screen shows about fifteen, so a page is several screens ahead. */
export const pageSize = 100;

/** At least so many rows beyond the screen are drawn at either end, so that a quick scroll finds something there. */
const rowsReady = 8;

/** As many are kept beyond it, so that who goes back and forth a little draws nothing twice. */
const rowsKept = 16;

/** The first and the last of some rows, counted from 0; `last` is -1 when there are none. */
export type RowRange = Readonly<{ first: number; last: number }>;

/** Which rows are drawn, and which of them are on screen, or were when that was last decided. */
export type RowWindow = RowRange & Readonly<{ onScreen: RowRange }>;

/** Before anything is known about the screen. */
export const noRows: RowWindow = { first: 0, last: -1, onScreen: { first: 0, last: -1 } };

/** The first and the last page of a range, counted from 0. */
export type PageRange = Readonly<{ first: number; last: number }>;

/** How many rows before they are drawn their page is asked for: half a second ahead of a strong turn of the wheel. */
const rowsAsked = 40;

/** The pages that the rows of a range are on, and those that come into it next. */
export const toPages = ({ first, last }: RowRange): PageRange => ({
  first: Math.floor(Math.max(0, first - rowsAsked) / pageSize),
  last: Math.floor(Math.max(0, last + rowsAsked) / pageSize),
});

const toBlockStart = (row: number): number => Math.floor(row / rowsPerBlock) * rowsPerBlock;

/** How the rows lie, in CSS pixels; `listTop` from the top of the screen, negative when scrolled past. */
export type ListLayout = Readonly<{
  count: number;
  rowHeight: number;
  listTop: number;
  screenHeight: number;
}>;

const toOnScreen = ({ count, rowHeight, listTop, screenHeight }: ListLayout): RowRange => {
  const firstOnScreen = Math.floor(-listTop / rowHeight);
  const last = Math.max(-1, Math.min(count - 1, firstOnScreen + Math.ceil(screenHeight / rowHeight)));
  return { first: Math.max(0, Math.min(firstOnScreen, last)), last };
};

const isNone = ({ first, last }: RowRange): boolean => last < first;

const widen = ({ first, last }: RowRange, by: number): RowRange => ({ first: first - by, last: last + by });

const covers = (outer: RowRange, inner: RowRange): boolean =>
  outer.first <= inner.first && outer.last >= inner.last;

const toCommon = (one: RowRange, other: RowRange): RowRange => ({
  first: Math.max(one.first, other.first),
  last: Math.min(one.last, other.last),
});

/** In whole blocks, as far as there are rows. */
const toWholeBlocks = ({ first, last }: RowRange, count: number): RowRange => ({
  first: Math.max(0, toBlockStart(first)),
  last: Math.min(count, toBlockStart(last) + rowsPerBlock) - 1,
});

/** How far beyond the screen a step may go from what is drawn: who scrolls quickly is shown more with each. */
const toStep = (onScreen: RowRange, shown: RowWindow): number =>
  Math.abs(onScreen.first - shown.onScreen.first) > rowsReady ? rowsKept : rowsPerBlock;

/**
 * The next step towards the rows that are to be drawn, now that those at `shown` are. What is on screen comes at once;
 * what is beyond it comes a block at a time at either end, so that no step takes long.
 *
 * @returns `shown` itself when there is nothing to do
 */
export const toRowWindow = (list: ListLayout, shown: RowWindow): RowWindow => {
  const { count } = list;
  const all = { first: 0, last: count - 1 };
  const onScreen = toOnScreen(list);
  const enough = toCommon(widen(onScreen, rowsReady), all);
  if (covers(all, shown) && covers(shown, enough)) return shown;
  const within = toCommon(widen(onScreen, rowsKept), widen(shown, toStep(onScreen, shown)));
  const isElsewhere = !isNone(onScreen) && isNone(toCommon(shown, onScreen));
  const next = isElsewhere
    ? onScreen
    : {
        first: Math.min(onScreen.first, within.first),
        last: Math.max(onScreen.last, within.last),
      };
  return { ...toWholeBlocks(next, count), onScreen };
};

/** Whether any row of a block is on screen. */
export const isOnScreen = (block: number, { onScreen }: RowWindow): boolean =>
  !isNone(toCommon(onScreen, { first: block, last: block + rowsPerBlock - 1 }));

/** The first row of each block in a range. */
export const toBlocks = ({ first, last }: RowRange): readonly number[] => {
  const blocks = Math.ceil((last - first + 1) / rowsPerBlock);
  return Array.from({ length: blocks }, (_, block) => first + block * rowsPerBlock);
};
