import type { Account, FleetSummary } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SuspendedNotice } from '../account/suspended-notice.tsx';
import { isStale } from '../fleet/fleet-status.ts';
import { SyncButton } from '../sync/sync-button.tsx';
import { useSync } from '../sync/use-sync.ts';
import { assetMessages } from './asset-messages.ts';

type NoticesProps = Readonly<{
  account: Account | undefined;
  summary: FleetSummary | undefined;
  now: number;
}>;

const StaleNotice = ({ asOf, error }: { readonly asOf: string; readonly error: string | undefined }) => {
  const words = useWords(assetMessages);
  const formats = useFormats();
  const sync = useSync();
  if (sync.error !== undefined) return <ErrorNotice error={sync.error} onRetry={sync.start} />;
  return (
    <Notice
      tone="warning"
      title={words.staleTitle({ when: formats.dateTime(asOf) })}
      actions={<SyncButton sync={sync} />}
    >
      {words.staleText} {error !== undefined && words.staleError({ error })}
    </Notice>
  );
};

/** What a reader has to know before trusting what stands below: that nothing is read, or that nothing was for long. */
export const AssetNotices = ({ account, summary, now }: NoticesProps) => {
  if (account?.status === 'SUSPENDED') return <SuspendedNotice />;
  if (summary === undefined || !isStale(summary, now)) return null;
  return <StaleNotice asOf={summary.asOf} error={account?.lastSync?.error ?? undefined} />;
};
