import { webhookEventSchema } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { readWebhookStatus } from '../store/webhooks.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createRecordedJobs } from '../testing/recorded-jobs.ts';
import { createWebhookUnderTest, delivered, failed, toNumbers } from '../testing/webhook-under-test.ts';
import { maxAttempts } from '../webhooks/retry-schedule.ts';
import { createActOnFleet } from './act-on-fleet.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describeEachDatabase((database) => {
  const newWebhook = async () => {
    const webhook = createWebhookUnderTest(database());
    await webhook.enable();
    return webhook;
  };

  test('transitions are told once, the oldest first, a hundred in a message', async () => {
    const { happen, notify, sent } = await newWebhook();
    await happen(250);
    await notify();
    await notify();
    expect(sent.map(({ event }) => toNumbers(event))).toEqual([
      range(1, 100),
      range(101, 200),
      range(201, 250),
    ]);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(3);
  });

  test('an account with much to tell does so in turns, so that other accounts have theirs', async () => {
    const { accountId, happen, notify, sent, recorded } = await newWebhook();
    await happen(2050);
    await notify();
    expect(sent).toHaveLength(20);
    expect(recorded).toEqual([{ name: 'notify', accountId }]);
    await notify();
    expect(sent.flatMap(({ event }) => toNumbers(event))).toEqual(range(1, 2050));
    expect(recorded).toHaveLength(1);
  });

  test('a message is what the contract says it is', async () => {
    const { accountId, happen, notify, sent, now } = await newWebhook();
    await happen(1);
    await notify();
    const at = now().toISOString();
    const transition = { from: 'REPORTING', to: 'SILENT', at, lastSeenAt: at };
    expect(webhookEventSchema.parse(sent[0]?.event)).toEqual({
      type: 'fleet_watch.transitions',
      timestamp: at,
      data: { accountId, transitions: [{ assetId: '1', name: null, ...transition }] },
    });
  });

  test('what happened before the webhook was switched on is not told', async () => {
    const webhook = createWebhookUnderTest(database());
    await webhook.happen(3);
    await webhook.enable();
    await webhook.happen(1);
    await webhook.notify();
    expect(webhook.sent.map(({ event }) => toNumbers(event))).toEqual([[4]]);
  });

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

  test('two jobs at a time send a message once, and neither leaves the rest', async () => {
    const { happen, notify, sent } = await newWebhook();
    await happen(150);
    await Promise.all([notify(), notify(), notify()]);
    expect(sent.flatMap(({ event }) => toNumbers(event))).toEqual(range(1, 150));
  });

  test('what happens while a message is on its way is told after it', async () => {
    const { happen, notify, sent, answer } = await newWebhook();
    await happen(1);
    answer(async () => {
      answer(delivered);
      await happen(1);
      return delivered;
    });
    await notify();
    expect(sent.map(({ event }) => toNumbers(event))).toEqual([[1], [2]]);
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

  test('a job that is to stop does so between two messages', async () => {
    const { happen, notify, sent, answer } = await newWebhook();
    const stop = new AbortController();
    answer(async () => {
      stop.abort(new Error('stopping'));
      return delivered;
    });
    await happen(150);
    await expect(notify(stop.signal)).rejects.toThrow('stopping');
    await notify();
    expect(sent.flatMap(({ event }) => toNumbers(event))).toEqual(range(1, 150));
  });

  test('an account that has gone is told nothing', async () => {
    const { happen, notify, sent, uninstall } = await newWebhook();
    await happen(1);
    uninstall();
    await notify();
    expect(sent).toEqual([]);
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

  test('an account is told of its own transitions only, and sees its own webhook only', async () => {
    const [mine, theirs] = [await newWebhook(), await newWebhook()];
    await mine.happen(1);
    await theirs.notify();
    expect(theirs.sent).toEqual([]);
    const stolen = database().forAccount(theirs.accountId, (tx) => readWebhookStatus(tx, mine.accountId));
    expect(await stolen).toMatchObject({ url: null });
  });

  test('a changed fleet enqueues a message only where there is somebody to tell, and something', async () => {
    const webhook = await newWebhook();
    const { jobs, recorded } = createRecordedJobs();
    const actOnFleet = createActOnFleet(jobs);
    const act = () => database().forAccount(webhook.accountId, (tx) => actOnFleet(tx, webhook.accountId));
    await act();
    expect(recorded).toEqual([]);
    await webhook.happen(1);
    await act();
    expect(recorded).toEqual([{ name: 'notify', accountId: webhook.accountId }]);
    await webhook.decide({ url: webhook.url, enabled: false });
    await act();
    expect(recorded).toHaveLength(1);
  });
});
