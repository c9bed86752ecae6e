import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { toRowRange, type RowRange } from './row-range.ts';

/** A row's height in rem; `asset-table.module.css` has the same. */
export const rowHeightRem = 3.25;

/** Which rows are drawn. `bodyRef` belongs on what holds them. */
export type RowWindow = Readonly<{
  range: RowRange;
  bodyRef: RefObject<HTMLTableSectionElement | null>;
}>;

/** It changes with the person's font size, and where a very wide screen begins. */
const toRowHeightPx = (): number => {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rowHeightRem * (Number.isFinite(rem) ? rem : 16);
};

/** How the rows lie in the document; asked for when something changed its size, never while it scrolls. */
const measureList = (body: HTMLElement | null) => ({
  rowHeight: toRowHeightPx(),
  top: (body?.getBoundingClientRect().top ?? 0) + window.scrollY,
  screenHeight: window.innerHeight,
});

/**
 * Follows the scrolling of the page, which is the frame's own. All rows are equally high, so a division says what
 * is on screen; a library for rows of any height is 5 kB after gzip.
 */
export const useRowWindow = (count: number): RowWindow => {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const [range, setRange] = useState<RowRange>({ first: 0, last: -1 });

  useLayoutEffect(() => {
    let list = measureList(bodyRef.current);
    let scrolledBefore = 0;
    let shown: RowRange | undefined;
    const follow = () => {
      const scrolled = window.scrollY;
      const goesUp = scrolled < scrolledBefore;
      scrolledBefore = scrolled;
      const next = toRowRange({ ...list, count, listTop: list.top - scrolled, goesUp });
      if (shown?.first === next.first && shown.last === next.last) return;
      shown = next;
      setRange(next);
    };
    const measure = () => {
      list = measureList(bodyRef.current);
      follow();
    };
    follow();
    // What grows above the list moves it, too.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    window.addEventListener('scroll', follow, { passive: true });
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('scroll', follow);
      window.removeEventListener('resize', measure);
    };
  }, [count]);

  return { range, bodyRef };
};
