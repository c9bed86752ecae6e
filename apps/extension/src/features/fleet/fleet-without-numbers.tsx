import type { Account } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import card from '../../ui/card.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { errorMessages } from '../../ui/error-messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { useErrorWords } from '../../ui/use-error-words.ts';
import { SyncProgress } from '../sync/sync-progress.tsx';
import { syncMessages } from '../sync/sync-messages.ts';
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

const EmptyFleet = ({ sync }: { readonly sync: SyncControl }) => {
  const words = useWords(fleetMessages);
  const { start } = useWords(syncMessages);
  return (
    <EmptyState
      icon="search"
      title={words.emptyFleet}
      actions={
        <Button icon={<Icon name="refresh" size={16} />} busy={sync.isRunning} onClick={sync.start}>
          {start}
        </Button>
      }
    >
      {words.emptyFleetText}
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
export const FleetWithoutNumbers = ({ status, account, sync, onRetry }: WithoutNumbersProps) => (
  <section className={`${card['card'] ?? ''} ${css['page'] ?? ''}`}>
    {'error' in status && <Failed error={status.error} onRetry={onRetry} />}
    {status.kind === 'first-sync' && <FirstSync account={account} />}
    {status.kind === 'empty' && <EmptyFleet sync={sync} />}
  </section>
);
