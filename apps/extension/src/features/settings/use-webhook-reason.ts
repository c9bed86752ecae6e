import { useWords } from '../../i18n/i18n-context.tsx';
import { webhookMessages } from './webhook-messages.ts';

type Attempt = Readonly<{ status: number | null; error: string | null }>;

/** Why an attempt did not arrive, to be put into a sentence of ours: without a full stop of its own. */
export const useWebhookReason = (): ((attempt: Attempt) => string) => {
  const words = useWords(webhookMessages);
  return ({ status, error }) =>
    error?.replace(/\.$/, '') ??
    (status === null ? words.noReason : words.testRefused({ status: String(status) }));
};
