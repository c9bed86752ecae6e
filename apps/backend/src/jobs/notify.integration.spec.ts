import { webhookEventSchema } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { readWebhookStatus } from '../store/webhooks.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createEnabledWebhook, delivered, toNumbers } from '../testing/webhook-under-test.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describeEachDatabase((database) => {
  const newWebhook = () => createEnabledWebhook(database());

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

  test('an account is told of its own transitions only, and sees its own webhook only', async () => {
    const [mine, theirs] = [await newWebhook(), await newWebhook()];
    await mine.happen(1);
    await theirs.notify();
    expect(theirs.sent).toEqual([]);
    const stolen = database().forAccount(theirs.accountId, (tx) => readWebhookStatus(tx, mine.accountId));
    expect(await stolen).toMatchObject({ url: null });
  });
});
