import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** A row's height in rem; `asset-table.module.css` has the same. */
const rowHeightRem = 3.25;
const rowsBeyondScreen = 10;

/** Which rows are on screen, and how high the others are together, in CSS pixels. */
export type RowWindow = Readonly<{
  indexes: readonly number[];
  heightBefore: number;
  heightAfter: number;
  bodyRef: RefObject<HTMLTableSectionElement | null>;
}>;

const toRowHeightPx = (): number => {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rowHeightRem * (Number.isFinite(rem) ? rem : 16);
};

/** How far the list's first row is from the top of the page; follows whatever grows or shrinks above it. */
const useTop = (bodyRef: RefObject<HTMLElement | null>): number => {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const body = bodyRef.current;
      if (body !== null) setTop(Math.round(body.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [bodyRef]);
  return top;
};

/** Follows the scrolling of the page, which is the frame's own. */
export const useRowWindow = (count: number): RowWindow => {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const [rowHeight] = useState(toRowHeightPx);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: rowsBeyondScreen,
    scrollMargin: useTop(bodyRef),
  });
  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? -1;
  return {
    indexes: rows.map(({ index }) => index),
    heightBefore: first * rowHeight,
    heightAfter: Math.max(0, count - 1 - last) * rowHeight,
    bodyRef,
  };
};
