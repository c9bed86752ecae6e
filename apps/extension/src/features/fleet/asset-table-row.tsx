import type { AssetRow } from '@fleet-watch/contracts';
import { memo } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateIcon } from '../../ui/state-badge.tsx';
import { columnCells } from './asset-columns.tsx';
import { fleetMessages } from './fleet-messages.ts';
import type { ColumnId } from './fleet-view.ts';
import css from './asset-table.module.css';

type RowProps = Readonly<{
  index: number;
  row: AssetRow;
  columns: readonly ColumnId[];
  now: number;
  onOpen: (assetId: string) => void;
}>;

/** Counted from 1, and the head is the first. */
const toRowIndex = (index: number): number => index + 2;

/** Brand and model, unless they have columns of their own. */
const toSubtitle = ({ brand, model, serialNumber }: AssetRow, columns: readonly ColumnId[]): string => {
  const parts = [columns.includes('brand') ? null : brand, columns.includes('model') ? null : model];
  const known = parts.filter((part) => part !== null && part !== '');
  return known.length === 0 && !columns.includes('serialNumber') ? (serialNumber ?? '') : known.join(' ');
};

/** One machine. The button covers the whole row, so it opens wherever it is clicked, and with the keyboard. */
export const AssetTableRow = memo(({ index, row, columns, now, onOpen }: RowProps) => {
  const words = useWords(fleetMessages);
  const name = row.name ?? row.serialNumber ?? words.unnamed;
  return (
    <tr className={css['row']} aria-rowindex={toRowIndex(index)}>
      <th scope="row">
        <button type="button" className={css['open']} title={name} onClick={() => onOpen(row.assetId)}>
          {name}
        </button>
        <span className={css['subtitle']}>
          <span className={css['narrowState']}>
            <StateIcon state={row.state} />
          </span>
          {toSubtitle(row, columns)}
        </span>
      </th>
      {columns.map((column) => {
        const Cell = columnCells[column];
        return (
          <td key={column} data-column={column}>
            <Cell row={row} now={now} />
          </td>
        );
      })}
    </tr>
  );
});
AssetTableRow.displayName = 'AssetTableRow';

type PlaceholderProps = Readonly<{ index: number; columns: readonly ColumnId[] }>;

/** A row that has not arrived. */
export const PlaceholderRow = ({ index, columns }: PlaceholderProps) => (
  <tr className={css['row']} aria-rowindex={toRowIndex(index)} aria-busy="true">
    <td>
      <Skeleton width={`${String(8 + ((index * 7) % 5))}rem`} />
    </td>
    {columns.map((column) => (
      <td key={column} data-column={column}>
        <Skeleton width="70%" />
      </td>
    ))}
  </tr>
);
