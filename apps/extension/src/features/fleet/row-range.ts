/**
 * Rows are drawn and forgotten in blocks of so many: each change of what is drawn has a cost of its own, however few
 * rows it is. A page of the list divides into whole blocks.
 */
export const rowsPerBlock = 5;

/** Rows that are at least drawn beyond the screen, so that a quick scroll finds something there. */
const rowsBeyondScreen = { ahead: 10, behind: 5 };

/** The first and the last row that are drawn, counted from 0; `last` is -1 when there are none. */
export type RowRange = Readonly<{ first: number; last: number }>;

const toBlockStart = (row: number): number => Math.floor(row / rowsPerBlock) * rowsPerBlock;

/**
 * Which rows are drawn: those on screen and some beyond, more of them where the scrolling goes.
 *
 * @param listTop where the first row begins, in CSS pixels from the top of the screen; negative when scrolled past
 */
export const toRowRange = (list: {
  readonly count: number;
  readonly rowHeight: number;
  readonly listTop: number;
  readonly screenHeight: number;
  readonly goesUp: boolean;
}): RowRange => {
  const { count, rowHeight, listTop, screenHeight, goesUp } = list;
  const { ahead, behind } = rowsBeyondScreen;
  const rowsOnScreen = Math.ceil(screenHeight / rowHeight) + 1;
  const firstWanted = Math.floor(-listTop / rowHeight) - (goesUp ? ahead : behind);
  // Always as many, so that a block at one end goes when one at the other end comes.
  const most = toBlockStart(rowsOnScreen + ahead + behind) + 2 * rowsPerBlock;
  const last = Math.min(count, toBlockStart(firstWanted) + most) - 1;
  return { first: Math.max(0, toBlockStart(Math.min(firstWanted, last))), last };
};

/** The first row of each block in a range. */
export const toBlocks = ({ first, last }: RowRange): readonly number[] => {
  const blocks = Math.ceil((last - first + 1) / rowsPerBlock);
  return Array.from({ length: blocks }, (_, block) => first + block * rowsPerBlock);
};
