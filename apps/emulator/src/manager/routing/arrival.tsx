import { createContext, use, useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { toPath, withoutTab } from './page.ts';
import { useRouter } from './router.tsx';

const ArrivalContext = createContext<RefObject<string> | undefined>(undefined);

const usePagePath = (): string => toPath(withoutTab(useRouter().page));

/** Remembers which page the reader came to, also while that page is loaded and drawn anew. */
export function ArrivalProvider(props: { readonly children: ReactNode }) {
  const arrivedAt = useRef(usePagePath());
  return <ArrivalContext value={arrivedAt}>{props.children}</ArrivalContext>;
}

/**
 * Moves the focus to an element when the reader comes to another page, so that a screen reader reads it. Never when
 * the page only changes its words or its account: who chooses those in the menu goes on there (WCAG 3.2.2).
 * @throws Error outside `ArrivalProvider`
 */
export function useFocusOnArrival(element: RefObject<HTMLElement | null>): void {
  const path = usePagePath();
  const arrivedAt = use(ArrivalContext);
  if (!arrivedAt) throw new Error('There is no ArrivalProvider above this component');
  useEffect(() => {
    if (arrivedAt.current === path) return;
    arrivedAt.current = path;
    element.current?.focus({ preventScroll: true });
  }, [arrivedAt, element, path]);
}
