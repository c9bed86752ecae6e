import { memo, useId } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { stateMessages } from '../../ui/state-messages.ts';
import { ColumnMenu } from './column-menu.tsx';
import { DownloadButton } from './download-button.tsx';
import { fleetMessages } from './fleet-messages.ts';
import type { FleetView } from './fleet-view.ts';
import { ListFilters } from './list-filters.tsx';
import type { ChangeView } from './use-fleet-view.ts';
import { useSearchText } from './use-search-text.ts';
import css from './list-toolbar.module.css';

type ToolbarProps = Readonly<{ view: FleetView; changeView: ChangeView; total: number | undefined }>;

const SearchField = ({ view, changeView }: Omit<ToolbarProps, 'total'>) => {
  const words = useWords(fleetMessages);
  const [text, changeText] = useSearchText(view.q, (q) => changeView({ q }));
  return (
    <div className={css['search']} role="search">
      <Icon name="search" size={16} />
      <input
        type="search"
        value={text}
        maxLength={200}
        aria-label={words.search}
        placeholder={words.searchHint}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => changeText(target.value)}
      />
    </div>
  );
};

const shownStates = ['SILENT', 'NEVER_REPORTED', 'REPORTING', 'ALL'] as const;

type StateFilterProps = Pick<FleetView, 'state'> & Pick<ToolbarProps, 'changeView'>;

const StateFilter = memo(({ state: chosen, changeView }: StateFilterProps) => {
  const words = useWords(fleetMessages);
  const stateWords = useWords(stateMessages);
  const name = useId();
  return (
    <fieldset className={css['segments']}>
      <legend className="fw-visually-hidden">{words.filterState}</legend>
      {shownStates.map((state) => (
        <label key={state} className={css['segment']}>
          <input type="radio" name={name} checked={state === chosen} onChange={() => changeView({ state })} />
          <span>{state === 'ALL' ? words.all : stateWords[state]}</span>
        </label>
      ))}
    </fieldset>
  );
});
StateFilter.displayName = 'StateFilter';

/** Where to go for who is led to the list. */
export const listHeadingId = 'fw-machines';

/** Search, filters, columns and the download: everything that decides what the list shows. */
export const ListToolbar = ({ view, changeView, total }: ToolbarProps) => {
  const words = useWords(fleetMessages);
  return (
    <div className={css['toolbar']}>
      <div className={css['heading']}>
        <h2 id={listHeadingId} className={css['title']} tabIndex={-1}>
          {words.machines}
        </h2>
        <p className={css['count']} role="status">
          {total === undefined ? '' : words.matching(total)}
        </p>
      </div>
      <div className={css['tools']}>
        <ColumnMenu columns={view.columns} changeView={changeView} />
        <DownloadButton view={view} disabled={total === undefined || total === 0} />
      </div>
      <span className={css['break']} />
      <SearchField view={view} changeView={changeView} />
      <StateFilter state={view.state} changeView={changeView} />
      <ListFilters
        assetType={view.assetType}
        brand={view.brand}
        quietForHours={view.quietForHours}
        changeView={changeView}
      />
    </div>
  );
};
