import { webhookStatusSchema } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import type { StoredWebhookStatus } from '../store/webhooks.ts';
import { toWebhookStatus } from './to-webhook-status.ts';

const at = '2026-03-10T12:00:00.000Z';
const off: StoredWebhookStatus = {
  ...{ url: 'https://receiver.test/', enabled: false, hasSecret: true },
  disabledBy: 'no_answer',
  lastAttempt: { at, status: 500, failure: 'status_refused:500' },
};

test('both reasons are told in the reader’s language, in the contract’s form', () => {
  const status = toWebhookStatus(off, 'da');
  expect(webhookStatusSchema.strict().parse(status)).toEqual({
    ...{ url: 'https://receiver.test/', enabled: false, hasSecret: true },
    disabledReason: 'Serveren svarede ikke i tide.',
    lastDelivery: { at, status: 500, error: 'Serveren svarede med status 500.' },
  });
});

test('a webhook that nothing happened to has no reasons', () => {
  const status = toWebhookStatus({ ...off, disabledBy: null, lastAttempt: null }, 'da');
  expect(status).toMatchObject({ disabledReason: null, lastDelivery: null });
});

test('a password in a stored address is told to nobody', () => {
  const url = 'https://user:password@receiver.test/hook';
  expect(toWebhookStatus({ ...off, url }, 'da').url).toBe('https://receiver.test/hook');
});
