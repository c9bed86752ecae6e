import { Fragment } from 'react';

/** An address that is too long for its line breaks behind a slash of its path rather than within a word. */
export function Address({ url }: { readonly url: string }) {
  return (
    <code>
      {url.split(/(?<=[^/]\/)(?!\/)/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
