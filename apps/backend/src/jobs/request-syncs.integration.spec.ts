import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { findLastSync, largeFleet } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createRequestSyncs } from './request-syncs.ts';

describeEachDatabase((database) => {
  const setUp = () => {
    const enqueued: Record<string, readonly string[]> = {};
    const requestSyncs = createRequestSyncs({
      enqueueForEach: async (_tx, { job, accountIds }) => {
        enqueued[job.name] = accountIds;
        return accountIds.length;
      },
    });
    const addSync = (
      accountId: string,
      state: 'SUCCEEDED' | 'RUNNING',
      counts: { fetched: number; expected?: number },
    ) =>
      database().asSystem((tx) =>
        tx
          .insertInto('sync')
          .values({ id: randomUUID(), account_id: accountId, state, queued_at: new Date(), ...counts })
          .execute(),
      );
    const ask = (accountIds: readonly string[]) => database().asSystem((tx) => requestSyncs(tx, accountIds));
    const findLast = (accountId: string) =>
      database().forAccount(accountId, (tx) => findLastSync(tx, accountId));
    return { enqueued, addSync, ask, findLast };
  };

  test('accounts that are new, had a sync, or had one of a large fleet each get a sync and its job', async () => {
    const { enqueued, addSync, ask, findLast } = setUp();
    const [fresh, small, large] = [randomUUID(), randomUUID(), randomUUID()];
    await addSync(small, 'SUCCEEDED', { fetched: 12 });
    await addSync(large, 'SUCCEEDED', { fetched: largeFleet });
    await ask([fresh, small, large]);
    expect(await findLast(fresh)).toMatchObject({ state: 'QUEUED', fetched: 0, expected: null });
    expect(await findLast(small)).toMatchObject({ state: 'QUEUED', fetched: 0, expected: 12 });
    expect(await findLast(large)).toMatchObject({ state: 'QUEUED', fetched: 0, expected: largeFleet });
    expect(enqueued).toEqual({
      'sync-new-fleet': [fresh],
      'sync-fleet': [small],
      'sync-large-fleet': [large],
    });
  });

  test('a sync that is under way stays the only one, and gets a job all the same', async () => {
    const { enqueued, addSync, ask, findLast } = setUp();
    const [busy, other] = [randomUUID(), randomUUID()];
    await addSync(busy, 'RUNNING', { fetched: 5, expected: largeFleet });
    await ask([busy, other]);
    await ask([other]);
    expect(await findLast(busy)).toMatchObject({ state: 'RUNNING', fetched: 5 });
    expect(enqueued['sync-new-fleet']).toEqual([other]);
    await ask([busy]);
    expect(enqueued['sync-large-fleet']).toEqual([busy]);
  });
});
