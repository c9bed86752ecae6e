import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useFirstAssets } from './api/get-assets.ts';
import { AssetTable } from './asset-table.tsx';
import { fleetMessages } from './fleet-messages.ts';
import { defaultView, isNarrowed, toAssetsFilter, type FleetView } from './fleet-view.ts';
import { ListToolbar } from './list-toolbar.tsx';
import { pageSize, useAssetRows } from './use-asset-rows.ts';
import type { ChangeView } from './use-fleet-view.ts';
import { useRowWindow } from './use-row-window.ts';
import css from './asset-list.module.css';

type AssetListProps = Readonly<{
  view: FleetView | undefined;
  changeView: ChangeView;
  /** False while the page may yet have to say the same as a whole. */
  showsErrors: boolean;
}>;

/** Rows that stand in before the number of machines is known. */
const placeholderRows = 8;

const NothingFound = ({
  view,
  changeView,
}: {
  readonly view: FleetView;
  readonly changeView: ChangeView;
}) => {
  const words = useWords(fleetMessages);
  if (view.state === 'SILENT' && !isNarrowed(view)) {
    return (
      <EmptyState icon="reporting" tone="good" title={words.noneSilent}>
        {words.noneSilentText}
      </EmptyState>
    );
  }
  const reset = () => changeView({ ...defaultView, columns: view.columns, sort: view.sort });
  return (
    <EmptyState
      icon="search"
      title={words.noneFound}
      actions={<Button onClick={reset}>{words.resetFilters}</Button>}
    >
      {words.noneFoundText}
    </EmptyState>
  );
};

/** The machines that match the view, as many as there are. */
export const AssetList = ({ view, changeView, showsErrors }: AssetListProps) => {
  const shown = view ?? defaultView;
  const first = useFirstAssets(view && toAssetsFilter(view), pageSize);
  const isLoading = first.data === undefined && !first.isError;
  const rowWindow = useRowWindow(isLoading ? placeholderRows : (first.data?.totalElements ?? 0));
  const rows = useAssetRows(first, view && toAssetsFilter(view), rowWindow.range);

  const isEmpty = !isLoading && rows.error === undefined && rows.total === 0;
  return (
    <section className={`${card['card'] ?? ''} ${css['list'] ?? ''}`} aria-busy={isLoading}>
      <ListToolbar view={shown} changeView={changeView} total={isLoading ? undefined : rows.total} />
      {showsErrors && rows.error !== undefined && (
        <div className={css['problem']}>
          <ErrorNotice error={rows.error} onRetry={rows.retry} />
        </div>
      )}
      {isEmpty ? (
        <NothingFound view={shown} changeView={changeView} />
      ) : (
        <AssetTable
          view={shown}
          changeView={changeView}
          total={rows.total}
          rowWindow={rowWindow}
          findRow={rows.findRow}
          isOutdated={rows.isOutdated}
        />
      )}
    </section>
  );
};
