import type { WebhookSecret, WebhookStatus, WebhookTest } from '@fleet-watch/contracts';
import { useState } from 'react';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useNewSecret, useWebhookStatus, useWebhookTest } from './api/webhook-calls.ts';
import { webhookMessages } from './webhook-messages.ts';
import css from './webhook-panel.module.css';

type Attempt = Readonly<{ status: number | null; error: string | null }>;

const useReason = () => {
  const words = useWords(webhookMessages);
  return ({ status, error }: Attempt): string =>
    error ?? (status === null ? words.noReason : words.testRefused({ status: String(status) }));
};

const isDelivered = ({ status, error }: Attempt): boolean =>
  error === null && status !== null && status >= 200 && status < 300;

const LastDelivery = ({ lastDelivery }: Pick<WebhookStatus, 'lastDelivery'>) => {
  const words = useWords(webhookMessages);
  const formats = useFormats();
  const toReason = useReason();
  if (lastDelivery === null) return words.neverSent;
  const when = formats.dateTime(lastDelivery.at);
  if (isDelivered(lastDelivery)) return words.lastDelivered({ when });
  return words.lastFailed({ when, reason: toReason(lastDelivery) });
};

const TestResult = ({ result }: { readonly result: WebhookTest | undefined }) => {
  const words = useWords(webhookMessages);
  const toReason = useReason();
  if (result === undefined) return null;
  return (
    <span className={result.delivered ? css['good'] : css['bad']}>
      {result.delivered
        ? words.testDelivered({ status: String(result.status ?? '') })
        : words.testFailed({ reason: toReason(result) })}
    </span>
  );
};

const Secret = ({ secret, previousExpiresAt }: WebhookSecret) => {
  const words = useWords(webhookMessages);
  const formats = useFormats();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(secret).then(() => setCopied(true));
  return (
    <Notice
      tone="warning"
      title={words.secretTitle}
      actions={
        // Without permission the text can still be selected by hand.
        <Button onClick={() => void copy().catch(() => setCopied(false))}>
          {copied ? words.copied : words.copy}
        </Button>
      }
    >
      {words.secretOnce}{' '}
      {previousExpiresAt !== null && words.secretBefore({ when: formats.dateTime(previousExpiresAt) })}
      <code className={css['secret']} aria-label={words.secret}>
        {secret}
      </code>
    </Notice>
  );
};

/** How the webhook is doing, a test of it, and the secret that its messages are signed with. */
export const WebhookPanel = ({ url }: { readonly url: string }) => {
  const words = useWords(webhookMessages);
  const status = useWebhookStatus(url);
  const test = useWebhookTest();
  const secret = useNewSecret();
  const error = status.error ?? secret.error;
  return (
    <div className={css['panel']}>
      {status.data && status.data.disabledReason !== null && (
        <Notice tone="warning" title={words.switchedOffTitle}>
          {words.switchedOffText({ reason: status.data.disabledReason.replace(/\.$/, '') })}
        </Notice>
      )}
      <p className={css['text']}>{status.data && <LastDelivery lastDelivery={status.data.lastDelivery} />}</p>
      <div className={css['action']}>
        <Button busy={test.isPending} onClick={() => test.mutate()}>
          {words.sendTest}
        </Button>
        <p className={css['text']} role="status">
          <TestResult result={test.isPending ? undefined : test.data} />
        </p>
      </div>
      {test.error !== null && <ErrorNotice error={test.error} />}
      <div className={css['action']}>
        <Button busy={secret.isPending} onClick={() => secret.mutate()}>
          {status.data?.hasSecret === true ? words.replaceSecret : words.newSecret}
        </Button>
        {secret.data === undefined && <p className={css['text']}>{words.secretText}</p>}
      </div>
      {secret.data && <Secret {...secret.data} />}
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
};
