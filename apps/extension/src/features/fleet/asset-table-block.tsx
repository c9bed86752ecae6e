import type { AssetRow } from '@fleet-watch/contracts';
import { memo } from 'react';
import { useCellWriter } from './asset-columns.tsx';
import { AssetTableRow, PlaceholderRow } from './asset-table-row.tsx';
import type { ColumnId } from './fleet-view.ts';
import { pageSize } from './row-range.ts';

type BlockProps = Readonly<{
  first: number;
  last: number;
  /** The page that the block is on, once it is there. */
  page: readonly AssetRow[] | undefined;
  columns: readonly ColumnId[];
  now: number;
  onOpen: (assetId: string) => void;
}>;

/** A few rows one after the other. They are drawn once and left alone while others come and go. */
export const AssetTableBlock = memo(({ first, last, page, columns, now, onOpen }: BlockProps) => {
  const writer = useCellWriter(now);
  const indexes = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  return indexes.map((index) => {
    const row = page?.[index % pageSize];
    return row === undefined ? (
      <PlaceholderRow key={index} index={index} columns={columns} />
    ) : (
      <AssetTableRow key={index} index={index} row={row} columns={columns} writer={writer} onOpen={onOpen} />
    );
  });
});
AssetTableBlock.displayName = 'AssetTableBlock';
