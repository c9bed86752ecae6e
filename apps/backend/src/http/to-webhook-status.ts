import type { WebhookStatus } from '@fleet-watch/contracts';
import type { Language } from '../failures/language.ts';
import { toSentence } from '../failures/to-sentence.ts';
import { toUrlWithoutCredentials } from '../settings/without-credentials.ts';
import type { StoredWebhookStatus } from '../store/webhooks.ts';

/** How a webhook is doing, as the contract has it: reasons are sentences. */
export const toWebhookStatus = (
  { url, disabledBy, lastAttempt, ...status }: StoredWebhookStatus,
  language: Language,
): WebhookStatus => ({
  ...status,
  url: url && toUrlWithoutCredentials(url),
  disabledReason: toSentence(disabledBy, language),
  lastDelivery: lastAttempt && {
    at: lastAttempt.at,
    status: lastAttempt.status,
    error: toSentence(lastAttempt.failure, language),
  },
});
