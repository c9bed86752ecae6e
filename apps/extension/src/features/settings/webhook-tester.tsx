import type { WebhookTest } from '@fleet-watch/contracts';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useWebhookTest } from './api/webhook-calls.ts';
import { useWebhookReason } from './use-webhook-reason.ts';
import { webhookMessages } from './webhook-messages.ts';
import css from './webhook-panel.module.css';

const TestResult = ({ result }: { readonly result: WebhookTest | undefined }) => {
  const words = useWords(webhookMessages);
  const toReason = useWebhookReason();
  if (result === undefined) return null;
  return (
    <span className={result.delivered ? css['good'] : css['bad']}>
      {result.delivered
        ? words.testDelivered({ status: String(result.status ?? '') })
        : words.testFailed({ reason: toReason(result) })}
    </span>
  );
};

/** Sends a test and says what came of it. */
export const WebhookTester = () => {
  const words = useWords(webhookMessages);
  const test = useWebhookTest();
  return (
    <>
      <div className={css['action']}>
        <Button busy={test.isPending} onClick={() => test.mutate()}>
          {words.sendTest}
        </Button>
        <p className={css['text']} role="status">
          <TestResult result={test.isPending ? undefined : test.data} />
        </p>
      </div>
      {test.error !== null && <ErrorNotice error={test.error} />}
    </>
  );
};
