import type { Account } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { errorMessages } from '../../ui/error-messages.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useErrorWords } from '../../ui/use-error-words.ts';
import { accountMessages } from '../account/account-messages.ts';
import { SyncButton } from '../sync/sync-button.tsx';
import { SyncProgress } from '../sync/sync-progress.tsx';
import type { SyncControl } from '../sync/use-sync.ts';
import { fleetMessages } from './fleet-messages.ts';
import type { FleetStatus } from './fleet-status.ts';
import css from './fleet-without-numbers.module.css';

const Failed = ({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) => {
  const { title, text } = useErrorWords()(error);
  const { retry } = useWords(errorMessages);
  return (
    <div role="alert">
      <EmptyState
        icon="warning"
        title={title}
        actions={
          <Button icon={<Icon name="refresh" size={16} />} onClick={onRetry}>
            {retry}
          </Button>
        }
      >
        {text}
      </EmptyState>
    </div>
  );
};

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
      {'error' in status && <Failed error={status.error} onRetry={onRetry} />}
      {status.kind === 'first-sync' && <FirstSync account={account} />}
      {status.kind === 'first-sync-failed' && <FirstSyncFailed account={account} sync={sync} />}
      {status.kind === 'empty' && (
        <WithSync icon="search" title={words.emptyFleet} text={words.emptyFleetText} sync={sync} />
      )}
      {status.kind === 'suspended' && <Suspended />}
    </section>
  );
};
