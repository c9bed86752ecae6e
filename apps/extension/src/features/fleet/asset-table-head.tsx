import { memo } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fleetMessages } from './fleet-messages.ts';
import type { FleetView, SortField } from './fleet-view.ts';
import type { ChangeView } from './use-fleet-view.ts';
import css from './asset-table.module.css';

type SortableProps = Readonly<{
  sort: FleetView['sort'];
  changeView: ChangeView;
  field: SortField;
  label: string;
}>;

const SortableColumn = ({ sort, changeView, field, label }: SortableProps) => {
  const isSorted = sort.field === field;
  // The column tells how long, the field since when: the earliest instant is the longest time.
  const shownDescending = field === 'silentSince' ? !sort.descending : sort.descending;
  const direction = shownDescending ? 'descending' : 'ascending';
  const icon = shownDescending ? 'arrowDown' : 'arrowUp';
  const descending = isSorted ? !sort.descending : field === 'lastSeenAt';
  return (
    <th role="columnheader" scope="col" data-column={field} aria-sort={isSorted ? direction : undefined}>
      <button
        type="button"
        className={css['sort']}
        onClick={() => changeView({ sort: { field, descending } })}
      >
        {label}
        <span className={isSorted ? css['sorted'] : css['unsorted']}>
          <Icon name={isSorted ? icon : 'sort'} size={14} />
        </span>
      </button>
    </th>
  );
};

type HeadProps = Pick<SortableProps, 'sort' | 'changeView'> & Pick<FleetView, 'columns'>;

/** The column heads; each sorts, and again sorts the other way. Scrolling leaves them alone. */
export const AssetTableHead = memo(({ columns, ...props }: HeadProps) => {
  const words = useWords(fleetMessages);
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <SortableColumn {...props} field="name" label={words.colMachine} />
        {columns.map((column) => (
          <SortableColumn key={column} {...props} field={column} label={words[column]} />
        ))}
      </tr>
    </thead>
  );
});
AssetTableHead.displayName = 'AssetTableHead';
