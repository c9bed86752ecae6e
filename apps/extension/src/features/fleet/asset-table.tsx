import type { AssetRow } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AssetTableBlock } from './asset-table-block.tsx';
import { AssetTableHead } from './asset-table-head.tsx';
import { fleetMessages } from './fleet-messages.ts';
import type { ColumnId, FleetView } from './fleet-view.ts';
import { rowsPerBlock, toBlocks } from './row-range.ts';
import { useOpenAsset } from './use-open-asset.ts';
import type { ChangeView } from './use-fleet-view.ts';
import { rowHeightRem, type RowWindow } from './use-row-window.ts';
import css from './asset-table.module.css';

type AssetTableProps = Readonly<{
  view: FleetView;
  changeView: ChangeView;
  /** How many machines the list has. */
  total: number;
  /** How many rows it has room for: before the machines are known, some stand in for them. */
  rowCount: number;
  rowWindow: RowWindow;
  findPage: (index: number) => readonly AssetRow[] | undefined;
  isOutdated: boolean;
}>;

/** Of the two columns of times, the one that a narrow screen can do without. */
const findSpareColumn = ({ state, columns }: FleetView): ColumnId | undefined => {
  if (!columns.includes('lastSeenAt') || !columns.includes('silentSince')) return undefined;
  return state === 'SILENT' ? 'lastSeenAt' : 'silentSince';
};

/**
 * The list. Only the rows on screen are in the document, each at its own place in a body that is as high as if all
 * were there; the counts for assistive technology are those of the whole list. A browser's own layout of tables
 * looks at every row when one comes or goes, so the rows are boxes of their own; the roles say what they were.
 */
export const AssetTable = (props: AssetTableProps) => {
  const { view, changeView, total, rowCount, rowWindow, findPage, isOutdated } = props;
  const words = useWords(fleetMessages);
  const openAsset = useOpenAsset();
  const now = useNow();
  const { range, bodyRef } = rowWindow;
  return (
    <table
      role="table"
      className={css['table']}
      aria-label={words.machines}
      aria-rowcount={total + 1}
      aria-busy={isOutdated}
      data-spare={findSpareColumn(view)}
      data-outdated={isOutdated || undefined}
    >
      <AssetTableHead columns={view.columns} sort={view.sort} changeView={changeView} />
      <tbody
        role="rowgroup"
        ref={bodyRef}
        className={css['body']}
        style={{ blockSize: `${String(rowCount * rowHeightRem)}rem` }}
      >
        {toBlocks(range).map((first) => (
          <AssetTableBlock
            key={first}
            first={first}
            last={Math.min(range.last, first + rowsPerBlock - 1)}
            page={findPage(first)}
            columns={view.columns}
            now={now}
            onOpen={openAsset}
          />
        ))}
      </tbody>
    </table>
  );
};
