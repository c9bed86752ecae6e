import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useFirstAssets, type AssetsFilter } from './api/get-assets.ts';
import { AssetTable } from './asset-table.tsx';
import { fleetMessages } from './fleet-messages.ts';
import { defaultView, isNarrowed, toAssetsFilter, type FleetView } from './fleet-view.ts';
import { ListToolbar } from './list-toolbar.tsx';
import { pageSize, useAssetRows, type FirstAssets } from './use-asset-rows.ts';
import { useFleetView, type ChangeView } from './use-fleet-view.ts';
import { useRowWindow } from './use-row-window.ts';
import css from './asset-list.module.css';

/** Rows that stand in before the number of machines is known. */
const placeholderRows = 8;

type NothingFoundProps = Readonly<{ view: FleetView; changeView: ChangeView }>;

const NothingFound = ({ view, changeView }: NothingFoundProps) => {
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

type ListedAssetsProps = Readonly<{
  view: FleetView;
  changeView: ChangeView;
  filter: AssetsFilter | undefined;
  first: FirstAssets;
  showsErrors: boolean;
}>;

/** The part that scrolling draws anew. */
const ListedAssets = ({ view, changeView, filter, first, showsErrors }: ListedAssetsProps) => {
  const total = first.data?.totalElements;
  const rowCount = total ?? (first.isError ? 0 : placeholderRows);
  const rowWindow = useRowWindow(rowCount);
  const rows = useAssetRows(first, filter, rowWindow.range);
  return (
    <>
      {showsErrors && rows.error !== undefined && (
        <div className={css['problem']}>
          <ErrorNotice error={rows.error} onRetry={rows.retry} />
        </div>
      )}
      <AssetTable
        view={view}
        changeView={changeView}
        total={rows.total}
        rowCount={rowCount}
        rowWindow={rowWindow}
        findPage={rows.findPage}
        isOutdated={rows.isOutdated}
      />
    </>
  );
};

type AssetListProps = Readonly<{
  /** False while the page may yet have to say the same as a whole. */
  showsErrors: boolean;
}>;

/** The machines that match the view, as many as there are. */
export const AssetList = ({ showsErrors }: AssetListProps) => {
  const { view, changeView } = useFleetView();
  const shown = view ?? defaultView;
  const filter = view && toAssetsFilter(view);
  const first = useFirstAssets(filter, pageSize);
  const total = first.data?.totalElements;
  return (
    <section className={`${card['card'] ?? ''} ${css['list'] ?? ''}`} aria-busy={first.isPending}>
      <ListToolbar view={shown} changeView={changeView} total={total} />
      {total === 0 && !first.isError ? (
        <NothingFound view={shown} changeView={changeView} />
      ) : (
        <ListedAssets
          view={shown}
          changeView={changeView}
          filter={filter}
          first={first}
          showsErrors={showsErrors}
        />
      )}
    </section>
  );
};
