import type { WebhookStatus } from '@fleet-watch/contracts';
import { useFormats, useLanguage, useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useNewSecret, useWebhookStatus } from './api/webhook-calls.ts';
import { SigningSecret } from './signing-secret.tsx';
import { useWebhookReason } from './use-webhook-reason.ts';
import { webhookMessages } from './webhook-messages.ts';
import { WebhookTester } from './webhook-tester.tsx';
import css from './webhook-panel.module.css';

type Attempt = Readonly<{ status: number | null; error: string | null }>;

const isDelivered = ({ status, error }: Attempt): boolean =>
  error === null && status !== null && status >= 200 && status < 300;

const LastDelivery = ({ lastDelivery }: Pick<WebhookStatus, 'lastDelivery'>) => {
  const words = useWords(webhookMessages);
  const formats = useFormats();
  const toReason = useWebhookReason();
  if (lastDelivery === null) return words.neverSent;
  const when = formats.dateTime(lastDelivery.at);
  if (isDelivered(lastDelivery)) return words.lastDelivered({ when });
  return words.lastFailed({ when, reason: toReason(lastDelivery) });
};

/** How the webhook is doing, a test of it, and the secret that its messages are signed with. */
export const WebhookPanel = ({ url }: { readonly url: string }) => {
  const words = useWords(webhookMessages);
  const language = useLanguage();
  const { data, error: unknown } = useWebhookStatus();
  // Of an address that is being saved nothing is known yet.
  const status = data?.url === url ? data : undefined;
  const secret = useNewSecret();
  const error = unknown ?? secret.error;
  return (
    <div className={css['panel']}>
      {status && status.disabledReason !== null && (
        <Notice tone="warning" title={words.switchedOffTitle}>
          {words.switchedOffText({ reason: status.disabledReason.replace(/\.$/, '') })}
        </Notice>
      )}
      <p className={css['text']}>{status && <LastDelivery lastDelivery={status.lastDelivery} />}</p>
      {/* What came of a test is worded once, so it does not outlive its language. */}
      <WebhookTester key={language} />
      <div className={css['action']}>
        <Button busy={secret.isPending} onClick={() => secret.mutate()}>
          {status?.hasSecret === true ? words.replaceSecret : words.newSecret}
        </Button>
        {secret.data === undefined && <p className={css['text']}>{words.secretText}</p>}
      </div>
      {secret.data && <SigningSecret key={secret.data.secret} {...secret.data} />}
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
};
