import type { Sync } from '@fleet-watch/contracts';
import { useState } from 'react';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { fewestSyncs, useSyncs } from './api/get-syncs.ts';
import { isUnderWay } from './is-under-way.ts';
import { syncMessages } from './sync-messages.ts';
import css from './sync-history.module.css';

const most = 50;

const HistoryItem = ({ sync }: { readonly sync: Sync }) => {
  const words = useWords(syncMessages);
  const formats = useFormats();
  const { state, startedAt, fetched, error } = sync;
  const failed = state === 'FAILED';
  return (
    <li className={css['item']}>
      <span className={failed ? css['failed'] : css['good']}>
        <Icon name={failed ? 'close' : isUnderWay(sync) ? 'refresh' : 'check'} size={16} />
      </span>
      {startedAt === null ? (
        <span>{words.queued}</span>
      ) : (
        <time className={css['when']} dateTime={startedAt}>
          {formats.dateTime(startedAt)}
        </time>
      )}
      <span className={css['what']}>
        {failed ? words.failedShort({ error: error ?? '' }) : words.fetched(fetched)}
      </span>
    </li>
  );
};

/** How the last syncs went, the newest first. */
export const SyncHistory = () => {
  const words = useWords(syncMessages);
  const [size, setSize] = useState(fewestSyncs);
  const syncs = useSyncs(size);
  if (syncs.isError) return <ErrorNotice error={syncs.error} onRetry={() => void syncs.refetch()} />;
  const { content, totalElements } = syncs.data ?? { content: [], totalElements: 0 };
  return (
    <div>
      <h3 className={css['title']}>{words.history}</h3>
      {syncs.isPending && <Skeleton height="8rem" />}
      <ol aria-label={words.history}>
        {content.map((sync) => (
          <HistoryItem key={sync.id} sync={sync} />
        ))}
      </ol>
      {totalElements > size && size < most && (
        <Button variant="ghost" onClick={() => setSize(most)}>
          {words.showMore}
        </Button>
      )}
    </div>
  );
};
