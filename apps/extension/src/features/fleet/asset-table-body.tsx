import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { useAssetTypeWord } from '../../ui/use-asset-type-word.ts';
import { useNow } from '../../ui/use-now.ts';
import type { RowContent } from './create-row-blocks.ts';
import { createRowList } from './create-row-list.ts';
import { createRowWriter } from './create-row-writer.ts';
import { fleetMessages } from './fleet-messages.ts';
import type { ColumnId } from './fleet-view.ts';
import { toRem } from './follow-list.ts';
import { RowPatterns } from './row-patterns.tsx';
import type { PageRange } from './row-range.ts';

export type BodyProps = Omit<RowContent, 'now'> &
  Readonly<{
    columns: readonly ColumnId[];
    /** Told which pages are on screen or come next. */
    showPages: (pages: PageRange) => void;
    /** Calls back when a page has come, until what it returns is called. */
    subscribe: (onPage: () => void) => () => void;
  }>;

/**
 * The rows on screen, on an empty group as high as all the rows. React draws one row of each kind, out of sight, and
 * the list copies them: scrolling changes nothing that React knows of.
 */
export const AssetTableBody = ({ columns, count, findPage, showPages, subscribe }: BodyProps) => {
  const formats = useFormats();
  const words = useWords(fleetMessages);
  const toTypeWord = useAssetTypeWord();
  const now = useNow();
  const [workshop] = useState(() => document.createElement('table'));
  const endRef = useRef<HTMLTableSectionElement>(null);
  const listRef = useRef<ReturnType<typeof createRowList>>(null);
  useLayoutEffect(() => {
    const patterns = workshop.querySelector('tbody');
    const end = endRef.current;
    if (patterns === null || end === null) return undefined;
    const writer = createRowWriter({ patterns, columns, words: { formats, words, toTypeWord } });
    const list = createRowList({ end, writer, onPages: showPages });
    listRef.current = list;
    return list.close;
  }, [workshop, columns, formats, words, toTypeWord, showPages]);
  useLayoutEffect(() => {
    const show = () => listRef.current?.show({ count, findPage, now });
    show();
    return subscribe(show);
  });
  return (
    <>
      {createPortal(<RowPatterns columns={columns} />, workshop)}
      <tbody role="presentation" ref={endRef} style={{ blockSize: toRem(count) }} />
    </>
  );
};
