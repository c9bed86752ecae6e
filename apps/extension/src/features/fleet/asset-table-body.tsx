import type { AssetRow } from '@fleet-watch/contracts';
import { useDeferredValue, useEffect } from 'react';
import { useNow } from '../../ui/use-now.ts';
import { AssetTableBlock } from './asset-table-block.tsx';
import type { ColumnId } from './fleet-view.ts';
import { isOnScreen, rowsPerBlock, toBlocks, toPages, type PageRange } from './row-range.ts';
import { useOpenAsset } from './use-open-asset.ts';
import { rowHeightRem, useRowWindow } from './use-row-window.ts';
import css from './asset-table.module.css';

export type BodyProps = Readonly<{
  columns: readonly ColumnId[];
  /** How many rows there is room for: before the machines are known, some stand in for them. */
  rowCount: number;
  /** The page of rows that a row is on, once it is there. */
  findPage: (index: number) => readonly AssetRow[] | undefined;
  /** Told which pages are on screen, when that changes. */
  showPages: (pages: PageRange) => void;
}>;

/**
 * The rows on screen, each at its own place in a body that is as high as if all were there. What scrolling changes is
 * known here and nowhere above, so that a row that comes into sight is all there is to draw.
 */
export const AssetTableBody = ({ columns, rowCount, findPage, showPages }: BodyProps) => {
  const openAsset = useOpenAsset();
  const now = useNow();
  const { rowWindow, bodyRef } = useRowWindow(rowCount);
  // After a search there may be fewer rows than were drawn a moment ago.
  const drawn = { ...rowWindow, last: Math.min(rowWindow.last, rowCount - 1) };
  const { first, last } = toPages(drawn);
  // Other rows, as after a letter typed, come to where somebody looks before they come to where nobody does.
  const findPageLater = useDeferredValue(findPage);
  useEffect(() => showPages({ first, last }), [first, last, showPages]);
  return (
    <tbody
      role="rowgroup"
      ref={bodyRef}
      className={css['body']}
      style={{ blockSize: `${String(rowCount * rowHeightRem)}rem` }}
    >
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
    </tbody>
  );
};
