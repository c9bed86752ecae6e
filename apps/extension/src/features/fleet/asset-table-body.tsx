import type { AssetRow } from '@fleet-watch/contracts';
import { useDeferredValue, useEffect } from 'react';
import { useNow } from '../../ui/use-now.ts';
import { AssetTableBlock } from './asset-table-block.tsx';
import type { ColumnId } from './fleet-view.ts';
import { isOnScreen, rowsPerBlock, toBlocks, toPages, type PageRange } from './row-range.ts';
import { useOpenAsset } from './use-open-asset.ts';
import { rowHeightRem, useRowWindow } from './use-row-window.ts';

export type BodyProps = Readonly<{
  columns: readonly ColumnId[];
  /** How many rows there is room for: before the machines are known, some stand in for them. */
  rowCount: number;
  /** The page of rows that a row is on, once it is there. */
  findPage: (index: number) => readonly AssetRow[] | undefined;
  /** Told which pages are on screen or come next, when that changes. */
  showPages: (pages: PageRange) => void;
}>;

/**
 * The rows on screen, in blocks that lie on an empty group as high as all the rows. What scrolling changes is known
 * here and nowhere above, so that the blocks that come into sight are all there is to draw.
 */
export const AssetTableBody = ({ columns, rowCount, findPage, showPages }: BodyProps) => {
  const openAsset = useOpenAsset();
  const now = useNow();
  const { rowWindow, listRef } = useRowWindow(rowCount);
  // After a search there may be fewer rows than were drawn a moment ago.
  const drawn = { ...rowWindow, last: Math.min(rowWindow.last, rowCount - 1) };
  const { first, last } = toPages(drawn);
  // Other rows, as after a letter typed, come to where somebody looks before they come to where nobody does.
  const findPageLater = useDeferredValue(findPage);
  useEffect(() => showPages({ first, last }), [first, last, showPages]);
  return (
    <>
      {toBlocks(drawn).map((block) => (
        <AssetTableBlock
          key={block}
          first={block}
          last={Math.min(drawn.last, block + rowsPerBlock - 1)}
          page={(isOnScreen(block, drawn) ? findPage : findPageLater)(block)}
          columns={columns}
          now={now}
          onOpen={openAsset}
        />
      ))}
      <tbody
        role="presentation"
        ref={listRef}
        style={{ blockSize: `${String(rowCount * rowHeightRem)}rem` }}
      />
    </>
  );
};
