import type { AssetRow } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import card from '../../ui/card.module.css';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useRecentlySilent } from './api/get-assets.ts';
import { fleetMessages } from './fleet-messages.ts';
import { defaultView } from './fleet-view.ts';
import { listHeadingId } from './list-toolbar.tsx';
import { toMachineName, toModelName } from './machine-name.ts';
import { useFleetView } from './use-fleet-view.ts';
import { useOpenAsset } from './use-open-asset.ts';
import css from './recent-card.module.css';

type ItemProps = Readonly<{ row: AssetRow; now: number; onOpen: (assetId: string) => void }>;

const RecentItem = ({ row, now, onOpen }: ItemProps) => {
  const words = useWords(fleetMessages);
  const formats = useFormats();
  const name = toMachineName(row, words.unnamed);
  const model = toModelName(row);
  return (
    <li>
      <button type="button" className={css['item']} onClick={() => onOpen(row.assetId)}>
        <span className={css['name']} title={name}>
          {name}
        </span>
        <span className={css['detail']}>
          {model && <span className={css['model']}>{model}</span>}{' '}
          {row.silentSince !== null && (
            <time
              className={css['since']}
              dateTime={row.silentSince}
              title={formats.dateTime(row.silentSince)}
            >
              {formats.ago(row.silentSince, now)}
            </time>
          )}
        </span>
        <span className={css['chevron']}>
          <Icon name="chevron" size={14} />
        </span>
      </button>
    </li>
  );
};

/** The way from the latest to all that are silent, in the list. Apart from them, as it knows what is shown there. */
const ShowAll = ({ count }: { readonly count: number }) => {
  const { showAll } = useWords(fleetMessages);
  const { view = defaultView, changeView } = useFleetView();
  const show = () => {
    changeView({
      ...defaultView,
      columns: view.columns,
      sort: { field: 'silentSince', descending: true },
    });
    const heading = document.getElementById(listHeadingId);
    heading?.scrollIntoView();
    heading?.focus();
  };
  return (
    <Button variant="ghost" onClick={show}>
      {showAll({ count })}
    </Button>
  );
};

type RecentCardProps = Readonly<{
  /** False while the page may yet have to say as a whole why there is nothing. */
  isFleetKnown: boolean;
}>;

/** The machines that went quiet last: those that something can still be done about. */
export const RecentCard = ({ isFleetKnown }: RecentCardProps) => {
  const words = useWords(fleetMessages);
  const recent = useRecentlySilent();
  const openAsset = useOpenAsset();
  const now = useNow();
  const { content: rows = [], totalElements: total = 0 } = recent.data ?? {};
  return (
    <section className={`${card['card'] ?? ''} ${css['recent'] ?? ''}`} aria-labelledby="fw-recent">
      <header className={css['header']}>
        <h2 id="fw-recent" className={card['title']}>
          {words.recently}
        </h2>
        {total > rows.length && <ShowAll count={total} />}
      </header>
      {isFleetKnown && recent.isError && (
        <ErrorNotice error={recent.error} onRetry={() => void recent.refetch()} />
      )}
      {isFleetKnown && recent.data?.content.length === 0 && (
        <p className={css['none']}>{words.recentlyNone}</p>
      )}
      <ul className={css['items']}>
        {(recent.isPending || (!isFleetKnown && rows.length === 0)) &&
          [9, 12, 8, 11, 10, 7].map((width) => (
            <li key={width} className={css['placeholder']} aria-hidden="true">
              <Skeleton width={`${String(width)}rem`} />
            </li>
          ))}
        {rows.map((row) => (
          <RecentItem key={row.assetId} row={row} now={now} onOpen={openAsset} />
        ))}
      </ul>
    </section>
  );
};
