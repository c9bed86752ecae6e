import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { noRows, toRowWindow, type RowWindow } from './row-range.ts';

/** A row's height in rem; `asset-table.module.css` has the same. */
export const rowHeightRem = 3.25;

/** It changes with the person's font size, and where a very wide screen begins. */
const toRowHeightPx = (): number => {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rowHeightRem * (Number.isFinite(rem) ? rem : 16);
};

/**
 * Follows the scrolling of the page, which is the frame's own, and tells which rows are to be drawn. Whatever asks the
 * browser where something is makes it lay out the page at once, so that is asked only when something moved.
 */
const createRowFollower = (show: (rows: RowWindow) => void) => {
  let list = { rowHeight: toRowHeightPx(), top: 0, screenHeight: window.innerHeight };
  let scrolled = 0;
  let count = 0;
  let shown = noRows;
  let nextStep = 0;

  const follow = () => {
    cancelAnimationFrame(nextStep);
    const next = toRowWindow({ ...list, count, listTop: list.top - scrolled }, shown);
    if (next === shown) return;
    shown = next;
    show(next);
    nextStep = requestAnimationFrame(follow);
  };
  const onScroll = () => {
    scrolled = window.scrollY;
    follow();
  };

  return {
    setCount: (rows: number) => {
      count = rows;
      follow();
    },
    attach: (rows: HTMLElement | null) => {
      const measure = () => {
        scrolled = window.scrollY;
        const top = (rows?.getBoundingClientRect().top ?? 0) + scrolled;
        list = { rowHeight: toRowHeightPx(), top, screenHeight: window.innerHeight };
        follow();
      };
      measure();
      // What grows above the list moves it, too.
      const observer = new ResizeObserver(measure);
      observer.observe(document.body);
      window.addEventListener('scroll', onScroll, { passive: true });
      window.addEventListener('resize', measure);
      return () => {
        cancelAnimationFrame(nextStep);
        observer.disconnect();
        window.removeEventListener('scroll', onScroll);
        window.removeEventListener('resize', measure);
      };
    },
  };
};

/**
 * Which of the rows are drawn. All are equally high, so a division says what is on screen; a library for rows of any
 * height is 5 kB after gzip.
 *
 * @returns the rows, and the reference that belongs on what is as high as all of them
 */
export const useRowWindow = (
  count: number,
): Readonly<{ rowWindow: RowWindow; listRef: RefObject<HTMLTableSectionElement | null> }> => {
  const listRef = useRef<HTMLTableSectionElement>(null);
  const [rowWindow, setRowWindow] = useState(noRows);
  const [follower] = useState(() => createRowFollower(setRowWindow));
  useLayoutEffect(() => follower.attach(listRef.current), [follower]);
  useLayoutEffect(() => follower.setCount(count), [follower, count]);
  // Asking where something is lays out what has just been drawn, in the time that this frame has left. The next frame
  // would have to do it otherwise, and paint besides: more than it has time for on a slow processor.
  useLayoutEffect(() => {
    listRef.current?.getBoundingClientRect();
  }, [rowWindow]);
  return { rowWindow, listRef };
};
