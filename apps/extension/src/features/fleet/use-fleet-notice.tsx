import type { Account, FleetSummary } from '@fleet-watch/contracts';
import type { ReactNode } from 'react';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SuspendedNotice } from '../account/suspended-notice.tsx';
import { SyncButton } from '../sync/sync-button.tsx';
import { toShownSync } from '../sync/to-shown-sync.ts';
import type { SyncControl } from '../sync/use-sync.ts';
import { useSyncText } from '../sync/use-sync-text.ts';
import { fleetMessages } from './fleet-messages.ts';
import { isStale } from './fleet-status.ts';

type Known = Readonly<{
  account: Account | undefined;
  summary: FleetSummary | undefined;
  now: number;
  sync: SyncControl;
}>;

/** What a reader has to know before trusting the numbers; null where they can be trusted, or are not there. */
export const useFleetNotice = ({ account, summary, now, sync }: Known): ReactNode => {
  const words = useWords(fleetMessages);
  const formats = useFormats();
  const toSyncText = useSyncText();
  const again = <SyncButton sync={sync} />;
  if (summary === undefined) return null;
  if (account?.status === 'SUSPENDED') return <SuspendedNotice />;
  if (sync.error !== undefined) return <ErrorNotice error={sync.error} onRetry={sync.start} />;
  const lastSync = account?.lastSync;
  const shown = toShownSync(sync.sync, lastSync);
  if (shown?.state === 'FAILED') return <Notice tone="bad" title={toSyncText(shown)} actions={again} />;
  if (!isStale(summary, now)) return null;
  const error = lastSync?.error;
  return (
    <Notice tone="warning" title={words.staleTitle({ ago: formats.ago(summary.asOf, now) })} actions={again}>
      {words.staleText} {error && words.staleError({ error })}
    </Notice>
  );
};
