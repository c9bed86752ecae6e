import type { AssetRow } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AssetTableHead } from './asset-table-head.tsx';
import { AssetTableRow, PlaceholderRow } from './asset-table-row.tsx';
import { fleetMessages } from './fleet-messages.ts';
import type { FleetView } from './fleet-view.ts';
import { useOpenAsset } from './use-open-asset.ts';
import type { ChangeView } from './use-fleet-view.ts';
import type { RowWindow } from './use-row-window.ts';
import css from './asset-table.module.css';

type AssetTableProps = Readonly<{
  view: FleetView;
  changeView: ChangeView;
  total: number;
  rowWindow: RowWindow;
  findRow: (index: number) => AssetRow | undefined;
  isOutdated: boolean;
}>;

/**
 * The list. Only the rows on screen are in the document; spacer rows keep the place of the others, so the page
 * scrolls as if all were there. The counts for assistive technology are those of the whole list.
 */
export const AssetTable = ({ view, changeView, total, rowWindow, findRow, isOutdated }: AssetTableProps) => {
  const words = useWords(fleetMessages);
  const openAsset = useOpenAsset();
  const now = useNow();
  const { range, heightBefore, heightAfter, bodyRef } = rowWindow;
  const indexes = Array.from({ length: range.last - range.first + 1 }, (_, place) => range.first + place);
  return (
    <table
      className={css['table']}
      aria-label={words.machines}
      aria-rowcount={total + 1}
      aria-busy={isOutdated}
      data-view={view.state}
      data-outdated={isOutdated || undefined}
    >
      <AssetTableHead view={view} changeView={changeView} />
      <tbody ref={bodyRef}>
        {heightBefore > 0 && <tr aria-hidden="true" style={{ blockSize: heightBefore }} />}
        {indexes.map((index) => {
          const row = findRow(index);
          return row === undefined ? (
            <PlaceholderRow key={index} index={index} columns={view.columns} />
          ) : (
            <AssetTableRow
              key={index}
              index={index}
              row={row}
              columns={view.columns}
              now={now}
              onOpen={openAsset}
            />
          );
        })}
        {heightAfter > 0 && <tr aria-hidden="true" style={{ blockSize: heightAfter }} />}
      </tbody>
    </table>
  );
};
