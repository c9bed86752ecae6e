import type { Account, Settings } from '@fleet-watch/contracts';
import type { ReactNode } from 'react';
import { isAwaited } from '../../api/is-awaited.ts';
import { useWords } from '../../i18n/i18n-context.tsx';
import card from '../../ui/card.module.css';
import { ErrorState } from '../../ui/error-state.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useAccount } from '../account/api/get-account.ts';
import { SuspendedNotice } from '../account/suspended-notice.tsx';
import { fewestSyncs, useSyncs } from '../sync/api/get-syncs.ts';
import { useFreshAfterSync } from '../sync/use-fresh-after-sync.ts';
import { useSettings } from './api/get-settings.ts';
import { useWebhookStatus } from './api/webhook-calls.ts';
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
  sync: '14rem',
  permissions: 'max(5.5rem, 28.9rem - 67vw)',
} as const;

/** Keeps a form's place until what it shows is there. */
const WhenReady = <Value,>({ value, height, children }: ReadyProps<Value>) =>
  value === undefined ? <Skeleton height={height} /> : children(value);

type SectionsProps = Readonly<{ known: Readonly<{ settings: Settings; account: Account }> | undefined }>;

/** Every subject, with its place kept until what it shows is known. */
const Sections = ({ known }: SectionsProps) => {
  const words = useWords(settingsMessages);
  return (
    <>
      {known?.account.status === 'SUSPENDED' && <SuspendedNotice />}
      <SettingsSection title={words.thresholds} text={words.thresholdsText}>
        <WhenReady value={known} height={heights.thresholds}>
          {({ settings }) => <ThresholdForm settings={settings} />}
        </WhenReady>
      </SettingsSection>
      <SettingsSection title={words.webhook} text={words.webhookText}>
        <WhenReady value={known} height={heights.webhook}>
          {({ settings }) => (
            <>
              <WebhookForm settings={settings} />
              {settings.webhook !== null && <WebhookPanel url={settings.webhook.url} />}
            </>
          )}
        </WhenReady>
      </SettingsSection>
      <SettingsSection title={words.writeBack}>
        <WhenReady value={known} height={heights.writeBack}>
          {(all) => <WriteBackSwitch {...all} />}
        </WhenReady>
      </SettingsSection>
      <SettingsSection title={words.sync} text={words.syncText}>
        <WhenReady value={known} height={heights.sync}>
          {({ account }) => <SyncPanel account={account} />}
        </WhenReady>
      </SettingsSection>
      <SettingsSection title={words.permissions}>
        <WhenReady value={known} height={heights.permissions}>
          {({ account }) => <ScopeList scopes={account.scopes} />}
        </WhenReady>
      </SettingsSection>
    </>
  );
};

/**
 * What an account decides about Fleet Watch. Notices stand above and among the forms, so all that decides about them is
 * asked for at once, and shown at once.
 */
export const SettingsPage = () => {
  const words = useWords(settingsMessages);
  const settings = useSettings();
  const account = useAccount();
  const webhook = useWebhookStatus();
  const syncs = useSyncs(fewestSyncs);
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
        <section className={card['card']}>
          <ErrorState error={error} onRetry={retry} />
        </section>
      </main>
    );
  }
  const known =
    settings.data && account.data && ![webhook, syncs].some(isAwaited)
      ? { settings: settings.data, account: account.data }
      : undefined;
  return (
    <main className={css['page']} aria-busy={known === undefined}>
      <header>
        <h1 className={css['title']}>{words.title}</h1>
        <p className={css['intro']}>{words.intro}</p>
      </header>
      <RetryNotice />
      {/* Placeholders are put away, not moved, when the sections come in beneath a notice. */}
      <Sections key={String(known === undefined)} known={known} />
    </main>
  );
};
