import type { Account } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SyncButton } from '../sync/sync-button.tsx';
import { SyncHistory } from '../sync/sync-history.tsx';
import { SyncProgress } from '../sync/sync-progress.tsx';
import { toShownSync } from '../sync/to-shown-sync.ts';
import { useSync } from '../sync/use-sync.ts';
import { settingsMessages } from './settings-messages.ts';
import css from './sync-panel.module.css';

/** The last reading of the fleet, and one at once. */
export const SyncPanel = ({ account }: { readonly account: Account }) => {
  const words = useWords(settingsMessages);
  const formats = useFormats();
  const sync = useSync();
  const last = account.lastSync;
  const at = last?.finishedAt ?? last?.startedAt;
  const shown = toShownSync(sync.sync, last);
  // Trackunit would refuse it, and one more failed sync would be on record.
  const isPaused = account.status === 'SUSPENDED';
  return (
    <>
      <div className={css['row']}>
        <SyncButton sync={sync} disabled={isPaused} />
        <span className={css['last']}>
          {at ? words.lastSync({ when: formats.dateTime(at) }) : words.neverSynced}
        </span>
      </div>
      {isPaused && <p className={css['last']}>{words.syncPaused}</p>}
      {shown && <SyncProgress sync={shown} />}
      <SyncHistory />
      {sync.error !== undefined && <ErrorNotice error={sync.error} onRetry={sync.start} />}
    </>
  );
};
