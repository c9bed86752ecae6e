import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { beginSync, failSync } from './sync-runs.ts';
import { findLastSync, listSyncs, queueSync } from './syncs.ts';

const hourMs = 3_600_000;

afterEach(() => vi.useRealTimers());

describeEachDatabase((database) => {
  const newAccount = () => {
    const accountId = randomUUID();
    const queue = () => database().forAccount(accountId, (tx) => queueSync(tx, accountId, randomUUID()));
    const end = () =>
      database().forAccount(accountId, async (tx) => {
        await beginSync(tx, { accountId, run: randomUUID() });
        await failSync(tx, accountId, { failure: 'unknown' });
      });
    const last = () => database().forAccount(accountId, (tx) => findLastSync(tx, accountId));
    const list = () =>
      database().forAccount(accountId, (tx) => listSyncs(tx, accountId, { page: 0, size: 20 }));
    return { accountId, queue, end, last, list };
  };

  test('the last sync is the one that was asked for last, also after one by a process whose clock is ahead', async () => {
    const { queue, end, last, list } = newAccount();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hourMs });
    const first = await queue();
    await end();
    vi.useRealTimers();
    const second = await queue();
    expect(await last()).toEqual(second);
    expect((await list()).content.map(({ id }) => id)).toEqual([second.id, first.id]);
    // The one under way is found where the newest is looked for.
    expect(await queue()).toEqual(second);
  });

  test('a run that fails after another has begun its sync does not end it', async () => {
    const { accountId, queue, last } = newAccount();
    await queue();
    const [slow, newer] = ['slow', 'newer'];
    for (const run of [slow, newer])
      await database().forAccount(accountId, (tx) => beginSync(tx, { accountId, run }));
    const fail = (run: string) =>
      database().forAccount(accountId, (tx) => failSync(tx, accountId, { failure: 'unknown', run }));
    await fail(slow);
    expect((await last())?.state).toBe('RUNNING');
    await fail(newer);
    expect((await last())?.state).toBe('FAILED');
  });

  test('two who ask for a sync at once get the same one', async () => {
    const { queue } = newAccount();
    const answers = await Promise.all([queue(), queue(), queue()]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  });
});
