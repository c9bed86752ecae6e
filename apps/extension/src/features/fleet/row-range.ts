/** Rows that are drawn above and below the screen, so that a quick scroll finds something there. */
const rowsBeyondScreen = 10;

/** The first and the last row that are drawn, counted from 0; `last` is -1 when there are none. */
export type RowRange = Readonly<{ first: number; last: number }>;

/**
 * Which rows are on screen.
 *
 * @param listTop where the first row begins, in CSS pixels from the top of the screen; negative when scrolled past
 */
export const toRowRange = (list: {
  readonly count: number;
  readonly rowHeight: number;
  readonly listTop: number;
  readonly screenHeight: number;
}): RowRange => {
  const { count, rowHeight, listTop, screenHeight } = list;
  const firstOnScreen = Math.floor(-listTop / rowHeight);
  const lastOnScreen = Math.ceil((screenHeight - listTop) / rowHeight);
  const last = Math.min(count - 1, lastOnScreen + rowsBeyondScreen);
  return { first: Math.max(0, Math.min(firstOnScreen - rowsBeyondScreen, last)), last };
};
