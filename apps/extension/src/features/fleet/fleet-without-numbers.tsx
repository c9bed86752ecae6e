import type { Account } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { accountMessages } from '../account/account-messages.ts';
import { SyncButton } from '../sync/sync-button.tsx';
import { SyncProgress } from '../sync/sync-progress.tsx';
import type { SyncControl } from '../sync/use-sync.ts';
import { fleetMessages } from './fleet-messages.ts';
import type { FleetStatus } from './fleet-status.ts';
import css from './fleet-without-numbers.module.css';

const FirstSync = ({ account }: { readonly account: Account | undefined }) => {
  const words = useWords(fleetMessages);
  const lastSync = account?.lastSync;
  return (
    <EmptyState icon="refresh" title={words.firstSync}>
      {words.firstSyncText}
      {lastSync && (
        <div className={css['progress']}>
          <SyncProgress sync={lastSync} />
        </div>
      )}
    </EmptyState>
  );
};

type WithSyncProps = Readonly<{ icon: IconName; title: string; text: string; sync: SyncControl }>;

const WithSync = ({ icon, title, text, sync }: WithSyncProps) => (
  <EmptyState icon={icon} title={title} actions={<SyncButton sync={sync} />}>
    {text}
    {sync.error !== undefined && <ErrorNotice error={sync.error} />}
  </EmptyState>
);

const FirstSyncFailed = ({ account, sync }: Pick<WithoutNumbersProps, 'account' | 'sync'>) => {
  const words = useWords(fleetMessages);
  const error = account?.lastSync?.error ?? '';
  const text = `${error} ${words.firstSyncFailedText}`;
  return <WithSync icon="warning" title={words.firstSyncFailed} text={text} sync={sync} />;
};

const Suspended = () => {
  const { suspendedTitle, suspendedText } = useWords(accountMessages);
  return (
    <EmptyState icon="warning" title={suspendedTitle}>
      {suspendedText}
    </EmptyState>
  );
};

type WithoutNumbersProps = Readonly<{
  status: FleetStatus;
  account: Account | undefined;
  sync: SyncControl;
  onRetry: () => void;
}>;

/** Stands where the numbers would be: why there are none, and what to do. */
export const FleetWithoutNumbers = ({ status, account, sync, onRetry }: WithoutNumbersProps) => {
  const words = useWords(fleetMessages);
  return (
    <section className={`${card['card'] ?? ''} ${css['page'] ?? ''}`}>
      {'error' in status && <ErrorState error={status.error} onRetry={onRetry} />}
      {status.kind === 'first-sync' && <FirstSync account={account} />}
      {status.kind === 'first-sync-failed' && <FirstSyncFailed account={account} sync={sync} />}
      {status.kind === 'empty' && (
        <WithSync icon="search" title={words.emptyFleet} text={words.emptyFleetText} sync={sync} />
      )}
      {status.kind === 'suspended' && <Suspended />}
    </section>
  );
};
