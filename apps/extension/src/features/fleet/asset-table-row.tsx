import type { AssetRow } from '@fleet-watch/contracts';
import type { MouseEvent } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';
import { columnCells, findInstant, type CellWriter } from './asset-columns.tsx';
import type { ColumnId } from './fleet-view.ts';
import { toMachineName, toModelName } from './machine-name.ts';
import css from './asset-table.module.css';

/** Counted from 1, and the head is the first. */
const toRowIndex = (index: number): number => index + 2;

type RowProps = Readonly<{
  index: number;
  row: AssetRow;
  columns: readonly ColumnId[];
  writer: CellWriter;
  onOpen: (assetId: string) => void;
}>;

/** Whether the click ends a gesture that marked text, as who wants to copy a serial number does. */
const isMarking = ({ detail }: MouseEvent): boolean => detail > 0 && window.getSelection()?.type === 'Range';

/**
 * One machine. The row takes its button's clicks, so it opens wherever it is clicked. A button laid over the whole
 * row would do that, too, but take the pointer from the cells' titles and text, and the browser a layer a row.
 */
export const AssetTableRow = ({ index, row, columns, writer, onOpen }: RowProps) => {
  const name = toMachineName(row, writer.words.unnamed);
  const open = (click: MouseEvent) => {
    if (!isMarking(click)) onOpen(row.assetId);
  };
  return (
    <tr role="row" className={css['row']} aria-rowindex={toRowIndex(index)} onClick={open}>
      <th role="rowheader" scope="row">
        <button type="button" className={css['open']} title={name}>
          {name}
        </button>
        {/* Where both have columns of their own in sight, the style sheet leaves it out. */}
        <span className={css['subtitle']}>
          {toModelName(row) || (row.name !== null && !columns.includes('serialNumber') && row.serialNumber)}
        </span>
      </th>
      {columns.map((column) => {
        const instant = findInstant(row, column);
        return (
          <td
            role="cell"
            key={column}
            data-column={column}
            title={instant && writer.formats.dateTime(instant)}
          >
            {columnCells[column](row, writer)}
          </td>
        );
      })}
    </tr>
  );
};

type PlaceholderProps = Readonly<{ index: number; columns: readonly ColumnId[] }>;

/** A row that has not arrived. */
export const PlaceholderRow = ({ index, columns }: PlaceholderProps) => (
  <tr role="row" className={css['row']} aria-rowindex={toRowIndex(index)} aria-busy="true">
    <td role="cell">
      <Skeleton width={`${String(8 + ((index * 7) % 5))}rem`} />
    </td>
    {columns.map((column) => (
      <td role="cell" key={column} data-column={column}>
        <Skeleton width="70%" />
      </td>
    ))}
  </tr>
);
