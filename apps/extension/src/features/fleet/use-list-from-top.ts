import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { FleetView } from './fleet-view.ts';

/**
 * Another order or filter is read from its beginning, also by who is far down the list. What is typed does not count:
 * who types sees the search field, and with it the head of the list.
 *
 * @returns the reference that belongs on the list
 */
export const useListFromTop = ({
  state,
  assetType,
  brand,
  quietForHours,
  sort: { field, descending },
}: FleetView): RefObject<HTMLTableElement | null> => {
  const list = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    if (top < 0) window.scrollBy(0, top);
  }, [state, assetType, brand, quietForHours, field, descending]);
  return list;
};
