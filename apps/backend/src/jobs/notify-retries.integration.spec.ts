import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createEnabledWebhook, delivered, failed, toNumbers } from '../testing/webhook-under-test.ts';
import { maxAttempts } from '../webhooks/retry-schedule.ts';

describeEachDatabase((database) => {
  const newWebhook = () => createEnabledWebhook(database());

  test('a message that failed is tried again as it was, with the same id, and later ones wait', async () => {
    const { happen, notify, sent, answer, pass } = await newWebhook();
    answer(failed);
    await happen(2);
    await notify();
    await happen(1);
    pass(5);
    answer(delivered);
    await notify();
    expect(sent.map(({ event }) => toNumbers(event))).toEqual([[1, 2], [1, 2], [3]]);
    expect(sent[1]?.messageId).toBe(sent[0]?.messageId);
    expect(sent[1]?.event).toEqual(sent[0]?.event);
    expect(sent[2]?.messageId).not.toBe(sent[0]?.messageId);
  });

  test('before it is due again nothing is sent, and a later job is there to look', async () => {
    const { accountId, happen, notify, sent, answer, recorded, pass } = await newWebhook();
    answer(failed);
    await happen(1);
    await notify();
    pass(4);
    await notify();
    expect(sent).toHaveLength(1);
    const later = { name: 'notify-later', accountId };
    expect(recorded).toEqual([
      { ...later, startAfterSeconds: 5 },
      { ...later, startAfterSeconds: 1 },
    ]);
  });

  test('a job never waits longer than five minutes, however far away the next attempt is', async () => {
    const { happen, notify, answer, recorded } = await newWebhook();
    answer({ ...failed, retryAfterSeconds: 9000 });
    await happen(1);
    await notify();
    expect(recorded.at(-1)?.startAfterSeconds).toBe(300);
  });

  test('a receiver that fails for three days is switched off, with the reason', async () => {
    const webhook = await newWebhook();
    webhook.answer(failed);
    await webhook.happen(1);
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      expect(await webhook.status()).toMatchObject({ enabled: true, disabledBy: null });
      await webhook.notify();
      webhook.pass(86_400);
    }
    expect(await webhook.status()).toEqual({
      url: webhook.url,
      enabled: false,
      disabledBy: failed.failure,
      lastAttempt: { at: expect.any(String), status: 500, failure: failed.failure },
      hasSecret: false,
    });
    expect((await webhook.settings()).webhook).toEqual({ url: webhook.url, enabled: false });
    await webhook.notify();
    expect(webhook.sent).toHaveLength(maxAttempts);
  });

  test('a message that arrives ends the count of failures', async () => {
    const { happen, notify, answer, pass, status } = await newWebhook();
    for (let round = 0; round < maxAttempts; round += 1) {
      await happen(1);
      answer(failed);
      await notify();
      pass(86_400);
      answer(delivered);
      await notify();
    }
    expect(await status()).toMatchObject({ enabled: true, disabledBy: null });
  });

  test('a receiver that says 410 is switched off at once', async () => {
    const { happen, notify, answer, status } = await newWebhook();
    answer({ delivered: false, status: 410, failure: 'status_refused:410' });
    await happen(1);
    await notify();
    expect(await status()).toMatchObject({ enabled: false, disabledBy: 'status_refused:410' });
  });

  test('a failure of an address that was changed meanwhile is not held against the new one', async () => {
    const { decide, happen, notify, answer, status } = await newWebhook();
    answer(async () => {
      await decide({ url: 'https://other.test/', enabled: true });
      return { delivered: false, status: 410, failure: 'status_refused:410' };
    });
    await happen(1);
    await notify();
    expect(await status()).toMatchObject({ enabled: true, disabledBy: null, lastAttempt: null });
  });

  test('a failure of a webhook that was switched off meanwhile is not held against it', async () => {
    const { url, decide, happen, notify, answer, status } = await newWebhook();
    answer(async () => {
      await decide({ url, enabled: false });
      return { delivered: false, status: 410, failure: 'status_refused:410' };
    });
    await happen(1);
    await notify();
    expect(await status()).toMatchObject({ enabled: false, disabledBy: null, lastAttempt: null });
  });

  test('a process that dies while it sends leaves the same message to the next one', async () => {
    const { happen, notify, sent, answer, pass } = await newWebhook();
    await happen(1);
    answer(() => Promise.reject(new Error('the process is gone')));
    await expect(notify()).rejects.toThrow('the process is gone');
    answer(delivered);
    await notify();
    expect(sent).toHaveLength(1);
    pass(61);
    await notify();
    expect(sent[1]?.messageId).toBe(sent[0]?.messageId);
  });

  test('a message of which nothing is left, for its age, does not hold up what came later', async () => {
    const { accountId, happen, notify, sent, answer, pass } = await newWebhook();
    answer(failed);
    await happen(1);
    await notify();
    await database().forAccount(accountId, (tx) => tx.deleteFrom('transition').execute());
    await happen(1);
    pass(5);
    answer(delivered);
    await notify();
    expect(sent.map(({ event }) => toNumbers(event))).toEqual([[1], [2]]);
    expect(sent[1]?.messageId).not.toBe(sent[0]?.messageId);
  });
});
