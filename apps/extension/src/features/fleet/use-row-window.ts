import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { toRowRange, type RowRange } from './row-range.ts';

/** A row's height in rem; `asset-table.module.css` has the same. */
const rowHeightRem = 3.25;

/** Which rows are drawn, and how high the others are together, in CSS pixels. */
export type RowWindow = Readonly<{
  range: RowRange;
  heightBefore: number;
  heightAfter: number;
  bodyRef: RefObject<HTMLTableSectionElement | null>;
}>;

const toRowHeightPx = (): number => {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rowHeightRem * (Number.isFinite(rem) ? rem : 16);
};

/**
 * Follows the scrolling of the page, which is the frame's own. All rows are equally high, so a division says what
 * is on screen; a library for rows of any height is 5 kB after gzip.
 */
export const useRowWindow = (count: number): RowWindow => {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const [rowHeight, setRowHeight] = useState(toRowHeightPx);
  const [range, setRange] = useState<RowRange>({ first: 0, last: -1 });

  useLayoutEffect(() => {
    const follow = () => {
      // Changes with the person's font size, and where a very wide screen begins.
      setRowHeight(toRowHeightPx());
      const listTop = bodyRef.current?.getBoundingClientRect().top ?? 0;
      const next = toRowRange({ count, rowHeight, listTop, screenHeight: window.innerHeight });
      setRange((current) => (current.first === next.first && current.last === next.last ? current : next));
    };
    follow();
    // What grows above the list moves it, too.
    const observer = new ResizeObserver(follow);
    observer.observe(document.body);
    window.addEventListener('scroll', follow, { passive: true });
    window.addEventListener('resize', follow);
    return () => {
      observer.disconnect();
      window.removeEventListener('scroll', follow);
      window.removeEventListener('resize', follow);
    };
  }, [count, rowHeight]);

  return {
    range,
    heightBefore: range.first * rowHeight,
    heightAfter: Math.max(0, count - 1 - range.last) * rowHeight,
    bodyRef,
  };
};
