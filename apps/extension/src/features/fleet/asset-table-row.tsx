import type { AssetRow } from '@fleet-watch/contracts';
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

/** One machine. The button covers the whole row, so it opens wherever it is clicked, and with the keyboard. */
export const AssetTableRow = ({ index, row, columns, writer, onOpen }: RowProps) => {
  const name = toMachineName(row, writer.words.unnamed);
  return (
    <tr role="row" className={css['row']} aria-rowindex={toRowIndex(index)}>
      <th role="rowheader" scope="row">
        <button type="button" className={css['open']} title={name} onClick={() => onOpen(row.assetId)}>
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
