import type { AssetState } from '@fleet-watch/contracts';
import { assetStates } from '../../api/contract-words.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import type { ColumnId } from './fleet-view.ts';
import css from './asset-table.module.css';

type PatternsProps = Readonly<{ columns: readonly ColumnId[] }>;

/** A machine in this state, or what stands in for one that has not arrived. */
type PatternProps = PatternsProps & Readonly<{ state?: AssetState }>;

/**
 * One row, to be copied. The list takes its button's clicks, so it opens wherever it is clicked. A button laid over
 * the whole row would do that, too, but take the pointer from the cells' titles and text, and the browser a layer a
 * row.
 */
const RowPattern = ({ state, columns }: PatternProps) => (
  <tr role="row" className={css['row']} data-state={state} aria-busy={state ? undefined : true}>
    <th role={state ? 'rowheader' : 'cell'} scope="row">
      {state ? (
        <>
          <button type="button" className={css['open']} />
          <span className={css['subtitle']} />
        </>
      ) : (
        <Skeleton width="12rem" />
      )}
    </th>
    {columns.map((column) => (
      <td role="cell" key={column} data-column={column}>
        {state ? column === 'state' && <StateBadge state={state} /> : <Skeleton width="70%" />}
      </td>
    ))}
  </tr>
);

/** What the rows on screen are copies of: a block with a row for each state, and one that stands in. */
export const RowPatterns = ({ columns }: PatternsProps) => (
  <tbody role="rowgroup" className={css['block']}>
    {assetStates.map((state) => (
      <RowPattern key={state} state={state} columns={columns} />
    ))}
    <RowPattern columns={columns} />
  </tbody>
);
