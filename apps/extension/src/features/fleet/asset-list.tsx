import { useMemo } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useFirstAssets, type AssetsFilter } from './api/get-assets.ts';
import { AssetTable } from './asset-table.tsx';
import { fleetMessages } from './fleet-messages.ts';
import { defaultView, findSpareColumn, isNarrowed, toAssetsFilter, type FleetView } from './fleet-view.ts';
import { ListToolbar } from './list-toolbar.tsx';
import { pageSize } from './row-range.ts';
import { useAssetRows, type FirstAssets } from './use-asset-rows.ts';
import { useFleetView, type ChangeView } from './use-fleet-view.ts';
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
  /** How many machines match, once that can be said. */
  total: number | undefined;
  isFleetKnown: boolean;
}>;

const ListedAssets = ({ view, changeView, filter, first, total, isFleetKnown }: ListedAssetsProps) => {
  const rowCount = total ?? (isFleetKnown && first.isError ? 0 : placeholderRows);
  const rows = useAssetRows(first, filter);
  return (
    <>
      {isFleetKnown && rows.error !== undefined && (
        <div className={css['problem']}>
          <ErrorNotice error={rows.error} onRetry={rows.retry} />
        </div>
      )}
      <AssetTable
        view={view}
        changeView={changeView}
        total={rows.total}
        count={rowCount}
        findPage={rows.findPage}
        showPages={rows.showPages}
        subscribe={rows.subscribe}
        isOutdated={rows.isOutdated}
      />
    </>
  );
};

type AssetListProps = Readonly<{
  /** False while the page may yet have to say as a whole why there is nothing. */
  isFleetKnown: boolean;
}>;

/** The machines that match the view, as many as there are. */
export const AssetList = ({ isFleetKnown }: AssetListProps) => {
  const { view, changeView } = useFleetView();
  const shown = view ?? defaultView;
  const filter = useMemo(() => view && toAssetsFilter(view), [view]);
  const first = useFirstAssets(filter, pageSize);
  const found = first.data?.totalElements;
  const total = found === 0 && !isFleetKnown ? undefined : found;
  return (
    <section
      className={`${card['card'] ?? ''} ${css['list'] ?? ''}`}
      aria-busy={first.isPending}
      data-spare={findSpareColumn(shown)}
    >
      <ListToolbar view={shown} changeView={changeView} total={total} />
      {total === 0 && !first.isError ? (
        <NothingFound view={shown} changeView={changeView} />
      ) : (
        <ListedAssets
          view={shown}
          changeView={changeView}
          filter={filter}
          first={first}
          total={total}
          isFleetKnown={isFleetKnown}
        />
      )}
    </section>
  );
};
