import type { WebhookTest } from '@fleet-watch/contracts';
import type { Language } from '../failures/language.ts';
import { toSentence } from '../failures/to-sentence.ts';
import type { PostOutcome } from '../webhooks/post-webhook.ts';

/** What came of a test, as the contract has it: what went wrong is a sentence. */
export const toWebhookTest = (
  { delivered, status, failure }: PostOutcome,
  language: Language,
): WebhookTest => ({ delivered, status, error: toSentence(failure, language) });
