import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import {
  createEnabledWebhook,
  createWebhookUnderTest,
  delivered,
  failed,
  toNumbers,
} from '../testing/webhook-under-test.ts';

describeEachDatabase((database) => {
  const newWebhook = () => createEnabledWebhook(database());

  test('what happened before the webhook was switched on is not told', async () => {
    const webhook = createWebhookUnderTest(database());
    await webhook.happen(3);
    await webhook.enable();
    await webhook.happen(1);
    await webhook.notify();
    expect(webhook.sent.map(({ event }) => toNumbers(event))).toEqual([[4]]);
  });

  test('a webhook that was switched off goes on where it stopped when the account switches it on', async () => {
    const webhook = await newWebhook();
    webhook.answer({ delivered: false, status: 410, failure: 'status_refused:410' });
    await webhook.happen(1);
    await webhook.notify();
    await webhook.happen(1);
    await webhook.decide({ url: webhook.url, enabled: false });
    expect(await webhook.status()).toMatchObject({ disabledBy: 'status_refused:410' });
    webhook.answer(delivered);
    await webhook.enable();
    await webhook.notify();
    expect(webhook.sent.map(({ event }) => toNumbers(event))).toEqual([[1], [1], [2]]);
    expect(await webhook.status()).toMatchObject({ enabled: true, disabledBy: null });
  });

  test('a webhook that the account switches off and on begins with what happens from then on', async () => {
    const { url, decide, enable, happen, notify, sent, answer } = await newWebhook();
    answer(failed);
    await happen(1);
    await notify();
    await decide({ url, enabled: false });
    await happen(1);
    answer(delivered);
    await enable();
    await happen(1);
    await notify();
    expect(sent.map(({ event }) => toNumbers(event))).toEqual([[1], [3]]);
  });

  test('a new address is tried at once, and its failures are counted from one', async () => {
    const { decide, happen, notify, sent, answer } = await newWebhook();
    answer(failed);
    await happen(1);
    await notify();
    await decide({ url: 'https://other.test/', enabled: true });
    answer(delivered);
    await notify();
    expect(sent.map(({ url }) => url)).toEqual(['https://receiver.test/hook', 'https://other.test/']);
    expect(sent[1]?.messageId).toBe(sent[0]?.messageId);
  });

  test('a webhook that is taken away is told nothing more, and a new one begins anew', async () => {
    const { decide, enable, happen, notify, sent, status } = await newWebhook();
    await happen(1);
    await decide(null);
    await notify();
    expect(await status()).toMatchObject({ url: null, enabled: false, lastAttempt: null });
    await enable();
    await happen(1);
    await notify();
    expect(sent.map(({ event }) => toNumbers(event))).toEqual([[2]]);
  });
});
