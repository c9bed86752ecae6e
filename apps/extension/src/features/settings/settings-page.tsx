import type { ReactNode } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useAccount } from '../account/api/get-account.ts';
import { SuspendedNotice } from '../account/suspended-notice.tsx';
import { useFreshAfterSync } from '../sync/use-fresh-after-sync.ts';
import { useSettings } from './api/get-settings.ts';
import { ScopeList } from './scope-list.tsx';
import { settingsMessages } from './settings-messages.ts';
import { SettingsSection } from './settings-section.tsx';
import { SyncPanel } from './sync-panel.tsx';
import { ThresholdForm } from './threshold-form.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookPanel } from './webhook-panel.tsx';
import { WriteBackSwitch } from './write-back-switch.tsx';
import css from './settings-page.module.css';

type ReadyProps<Value> = Readonly<{
  value: Value | undefined;
  height: string;
  children: (value: Value) => ReactNode;
}>;

/** As high as the forms are, from a wide frame to a narrow one, where their words take more lines. */
const heights = {
  thresholds: 'max(21.5rem, 29.6rem - 23vw)',
  webhook: 'max(10.75rem, 13.2rem - 7vw)',
  writeBack: 'max(4.0625rem, 17.1rem - 37vw)',
  permissions: 'max(5.5rem, 28.9rem - 67vw)',
} as const;

/** Keeps a form's place until what it shows is there. */
const WhenReady = <Value,>({ value, height, children }: ReadyProps<Value>) =>
  value === undefined ? <Skeleton height={height} /> : children(value);

/** What an account decides about Fleet Watch. */
export const SettingsPage = () => {
  const words = useWords(settingsMessages);
  const settings = useSettings();
  const account = useAccount();
  useFreshAfterSync(account.data?.lastSync?.finishedAt);
  const error = settings.error ?? account.error;
  const retry = () => {
    void settings.refetch();
    void account.refetch();
  };
  if (error !== null && (settings.data === undefined || account.data === undefined)) {
    return (
      <main className={css['page']}>
        <h1 className={css['title']}>{words.title}</h1>
        <ErrorNotice error={error} onRetry={retry} />
      </main>
    );
  }
  return (
    <main className={css['page']} aria-busy={settings.isPending}>
      <header>
        <h1 className={css['title']}>{words.title}</h1>
        <p className={css['intro']}>{words.intro}</p>
      </header>
      <RetryNotice />
      {account.data?.status === 'SUSPENDED' && <SuspendedNotice />}
      <SettingsSection title={words.thresholds} text={words.thresholdsText}>
        <WhenReady value={settings.data} height={heights.thresholds}>
          {(value) => <ThresholdForm settings={value} />}
        </WhenReady>
      </SettingsSection>
      <SettingsSection title={words.webhook} text={words.webhookText}>
        <WhenReady value={settings.data} height={heights.webhook}>
          {(value) => (
            <>
              <WebhookForm settings={value} />
              {value.webhook !== null && <WebhookPanel url={value.webhook.url} />}
            </>
          )}
        </WhenReady>
      </SettingsSection>
      <SettingsSection title={words.writeBack}>
        <WhenReady value={settings.data} height={heights.writeBack}>
          {(value) => <WriteBackSwitch settings={value} account={account.data} />}
        </WhenReady>
      </SettingsSection>
      <SettingsSection title={words.sync} text={words.syncText}>
        <SyncPanel account={account.data} />
      </SettingsSection>
      <SettingsSection title={words.permissions}>
        <WhenReady value={account.data} height={heights.permissions}>
          {({ scopes }) => <ScopeList scopes={scopes} />}
        </WhenReady>
      </SettingsSection>
    </main>
  );
};
