import { useEffect, useRef, type ReactNode } from 'react';

/** The heading of a page; moves the focus there when the page changes, so that a screen reader reads it. */
export function PageHeader(props: { readonly title: string; readonly children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} – Manager`;
    if (document.activeElement !== document.body) heading.current?.focus({ preventScroll: true });
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
