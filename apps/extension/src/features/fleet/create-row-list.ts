import { createAfterFrame } from './create-after-frame.ts';
import { createRowBlocks, type RowContent } from './create-row-blocks.ts';
import type { RowWriter } from './create-row-writer.ts';
import { followList, type ListPlace } from './follow-list.ts';
import { isOnScreen, noRows, toPages, toRowWindow, type PageRange } from './row-range.ts';

type RowListOptions = Readonly<{
  /** What is as high as all the rows. They are put before it, and lie on it. */
  end: HTMLElement;
  writer: RowWriter;
  /** Told which pages are on screen or come next, when that changes. */
  onPages: (pages: PageRange) => void;
}>;

/**
 * Keeps the rows on screen drawn, and some beyond it. What scrolling brings is drawn after the frame that scrolled, so
 * that the next one has only to paint it.
 */
export const createRowList = ({ end, writer, onPages }: RowListOptions) => {
  const blocks = createRowBlocks(end, writer);
  let content: RowContent = { count: 0, findPage: () => undefined, now: 0 };
  let place: ListPlace | undefined;
  let rows = noRows;
  let pages: PageRange | undefined;
  let nextFrame = 0;

  const step = () => (place ? toRowWindow({ ...place, count: content.count }, rows) : rows);

  /** Draws one step, and has the next frame look after the next one. */
  const draw = (isDue: (block: number) => boolean, next: () => void) => {
    rows = step();
    // First, for a page may be there as soon as it is asked for.
    const { first, last } = toPages(rows);
    if (first !== pages?.first || last !== pages.last) onPages((pages = { first, last }));
    blocks.draw(rows, content, isDue);
    cancelAnimationFrame(nextFrame);
    nextFrame = requestAnimationFrame(next);
  };
  const afterFrame = createAfterFrame(() => {
    draw(() => true, look);
    // Asking where something is lays out what has just been drawn, in the time that this frame has left. The next one
    // would have to do it otherwise, and paint besides: more than it has time for on a slow processor.
    end.getBoundingClientRect();
  });
  const look = () => {
    if (step() !== rows) afterFrame.request();
  };
  const unfollow = followList(end, (now) => {
    place = now;
    look();
  });

  return {
    /** Shows these rows from now on: at once where somebody looks, and a frame later where nobody does. */
    show: (next: RowContent) => {
      content = next;
      draw((block) => isOnScreen(block, rows), afterFrame.request);
    },
    close: () => {
      unfollow();
      cancelAnimationFrame(nextFrame);
      afterFrame.close();
      blocks.clear();
    },
  };
};
