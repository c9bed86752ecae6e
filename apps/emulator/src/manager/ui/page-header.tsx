import { useEffect, useRef, type ReactNode } from 'react';
import { useFocusOnArrival } from '../routing/arrival.tsx';

/** The heading of a page, which is also its title in the browser; the focus comes here with the reader. */
export function PageHeader(props: { readonly title: string; readonly children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusOnArrival(heading);
  useEffect(() => {
    document.title = `${props.title} – Manager`;
  }, [props.title]);
  return (
    <header className="page-header">
      <h1 ref={heading} tabIndex={-1}>
        {props.title}
      </h1>
      {props.children}
    </header>
  );
}
