import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { noRows, toRowWindow, type RowWindow } from './row-range.ts';

/** A row's height in rem; `asset-table.module.css` has the same. */
export const rowHeightRem = 3.25;

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
 * Which rows are drawn. Follows the scrolling of the page, which is the frame's own. All rows are equally high, so a
 * division says what is on screen; a library for rows of any height is 5 kB after gzip.
 *
 * @returns the rows, and the reference that belongs on what holds them
 */
export const useRowWindow = (
  count: number,
): Readonly<{ rowWindow: RowWindow; bodyRef: RefObject<HTMLTableSectionElement | null> }> => {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const [rowWindow, setRowWindow] = useState(noRows);

  useLayoutEffect(() => {
    let list = measureList(bodyRef.current);
    let shown = noRows;
    let nextStep = 0;
    const follow = () => {
      cancelAnimationFrame(nextStep);
      const next = toRowWindow({ ...list, count, listTop: list.top - window.scrollY }, shown);
      if (next === shown) return;
      shown = next;
      setRowWindow(next);
      nextStep = requestAnimationFrame(follow);
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
      cancelAnimationFrame(nextStep);
      observer.disconnect();
      window.removeEventListener('scroll', follow);
      window.removeEventListener('resize', measure);
    };
  }, [count]);

  return { rowWindow, bodyRef };
};
