import { useWords } from '../../i18n/i18n-context.tsx';
import { useLasting } from '../../ui/use-lasting.ts';
import { AssetTableBody, type BodyProps } from './asset-table-body.tsx';
import { AssetTableHead } from './asset-table-head.tsx';
import { fleetMessages } from './fleet-messages.ts';
import type { FleetView } from './fleet-view.ts';
import type { ChangeView } from './use-fleet-view.ts';
import { useListFromTop } from './use-list-from-top.ts';
import css from './asset-table.module.css';

/** Most answers come before anybody misses them, and dimming a list takes the browser longer than a frame. */
const dimAfterMs = 150;

type AssetTableProps = Omit<BodyProps, 'columns'> &
  Readonly<{
    view: FleetView;
    changeView: ChangeView;
    /** How many machines the list has. */
    total: number;
    isOutdated: boolean;
  }>;

/** Whether brand and model have columns, so that a wide screen need not say them under the machine's name. */
const saysKind = ({ columns }: FleetView): boolean => columns.includes('brand') && columns.includes('model');

/**
 * The list. Only the rows on screen are in the document; the counts for assistive technology are those of the whole
 * list. A browser's own layout of tables looks at every row when one comes or goes, so the rows are boxes of their
 * own; the roles say what they were.
 */
export const AssetTable = ({ view, changeView, total, isOutdated, ...body }: AssetTableProps) => {
  const words = useWords(fleetMessages);
  const isDimmed = useLasting(isOutdated, dimAfterMs);
  return (
    <table
      ref={useListFromTop(view)}
      role="table"
      className={css['table']}
      aria-label={words.machines}
      aria-rowcount={total + 1}
      aria-busy={isOutdated}
      data-says-kind={saysKind(view) || undefined}
      data-dimmed={isDimmed || undefined}
    >
      <AssetTableHead columns={view.columns} sort={view.sort} changeView={changeView} />
      <AssetTableBody columns={view.columns} {...body} />
    </table>
  );
};
