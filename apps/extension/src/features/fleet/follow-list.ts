import type { ListLayout } from './row-range.ts';

/** A row's height in rem; `asset-table.module.css` has the same. */
const rowHeightRem = 3.25;

/** How high so many rows are, as CSS has it. */
export const toRem = (rows: number): string => `${String(rows * rowHeightRem)}rem`;

/** It changes with the person's font size, and where a very wide screen begins. */
const toRowHeightPx = (): number =>
  rowHeightRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Where a list lies on the screen. */
export type ListPlace = Omit<ListLayout, 'count'>;

/**
 * Follows the scrolling of the page, which is the frame's own. Whatever asks the browser where something is makes it
 * lay out the page at once, so that is asked only when something but the page has moved.
 *
 * @param onMove told where the list is, at once and whenever that changes
 * @returns ends it
 */
export const followList = (list: HTMLElement, onMove: (place: ListPlace) => void): (() => void) => {
  let rowHeight = 0;
  let screenHeight = 0;
  let top = 0;
  const tell = () => onMove({ rowHeight, screenHeight, listTop: top - window.scrollY });
  const measure = () => {
    rowHeight = toRowHeightPx();
    screenHeight = window.innerHeight;
    top = list.getBoundingClientRect().top + window.scrollY;
    tell();
  };
  measure();
  // What grows above the list moves it, too.
  const observer = new ResizeObserver(measure);
  observer.observe(document.body);
  window.addEventListener('scroll', tell, { passive: true });
  window.addEventListener('resize', measure);
  return () => {
    observer.disconnect();
    window.removeEventListener('scroll', tell);
    window.removeEventListener('resize', measure);
  };
};
