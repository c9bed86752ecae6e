import type { AssetRow } from '@fleet-watch/contracts';
import { memo } from 'react';
import { useCellWriter } from './asset-columns.tsx';
import { AssetTableRow, PlaceholderRow } from './asset-table-row.tsx';
import type { ColumnId } from './fleet-view.ts';
import { pageSize } from './row-range.ts';
import { rowHeightRem } from './use-row-window.ts';
import css from './asset-table.module.css';

type BlockProps = Readonly<{
  first: number;
  last: number;
  /** The page that the block is on, once it is there. */
  page: readonly AssetRow[] | undefined;
  columns: readonly ColumnId[];
  now: number;
  onOpen: (assetId: string) => void;
}>;

/** A few rows in one box, at their place in the list. They are drawn once and left alone while others come and go. */
export const AssetTableBlock = memo(({ first, last, page, columns, now, onOpen }: BlockProps) => {
  const writer = useCellWriter(now);
  const indexes = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  const place = {
    marginBlockStart: `${String(first * rowHeightRem)}rem`,
    blockSize: `${String(indexes.length * rowHeightRem)}rem`,
  };
  return (
    <tbody role="rowgroup" className={css['block']} style={place}>
      {indexes.map((index) => {
        const row = page?.[index % pageSize];
        return row === undefined ? (
          <PlaceholderRow key={index} index={index} columns={columns} />
        ) : (
          <AssetTableRow
            key={index}
            index={index}
            row={row}
            columns={columns}
            writer={writer}
            onOpen={onOpen}
          />
        );
      })}
    </tbody>
  );
});
AssetTableBlock.displayName = 'AssetTableBlock';
