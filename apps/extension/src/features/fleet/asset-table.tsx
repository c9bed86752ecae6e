import type { MouseEvent } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { useLasting } from '../../ui/use-lasting.ts';
import { AssetTableBody, type BodyProps } from './asset-table-body.tsx';
import { AssetTableHead } from './asset-table-head.tsx';
import { fleetMessages } from './fleet-messages.ts';
import type { FleetView } from './fleet-view.ts';
import type { ChangeView } from './use-fleet-view.ts';
import { useListFromTop } from './use-list-from-top.ts';
import { useOpenAsset } from './use-open-asset.ts';
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

/** Whether the click ends a gesture that marked text, as who wants to copy a serial number does. */
const isMarking = ({ detail }: MouseEvent): boolean => detail > 0 && window.getSelection()?.type === 'Range';

/** The machine whose row was clicked; a row that stands in for one has none, nor has the head. */
const findAssetId = ({ target }: MouseEvent): string | null | undefined =>
  (target as Element).closest('[data-asset]')?.getAttribute('data-asset');

/**
 * The list. Only the rows on screen are in the document; the counts for assistive technology are those of the whole
 * list. A browser's own layout of tables looks at every row when one comes or goes, so the rows are boxes of their
 * own; the roles say what they were.
 */
export const AssetTable = ({ view, changeView, total, isOutdated, ...body }: AssetTableProps) => {
  const words = useWords(fleetMessages);
  const isDimmed = useLasting(isOutdated, dimAfterMs);
  const openAsset = useOpenAsset();
  const open = (click: MouseEvent) => {
    const assetId = findAssetId(click);
    if (assetId && !isMarking(click)) openAsset(assetId);
  };
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
      onClick={open}
    >
      <AssetTableHead columns={view.columns} sort={view.sort} changeView={changeView} />
      <AssetTableBody columns={view.columns} {...body} />
    </table>
  );
};
