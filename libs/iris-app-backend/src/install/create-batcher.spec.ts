import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBatcher } from './create-batcher.ts';

const limits = { maxBatch: 64, maxRunning: 2, slowAfterMs: 60_000, lateAfterMs: 60_000, maxLate: 1 };

const setUp = (own: Partial<typeof limits> = {}) => {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const batcher = createBatcher({
    run: async (take: () => readonly number[]) => {
      const items = take();
      batches.push(items);
      await new Promise<void>((resolve) => ends.push(resolve));
      return items;
    },
    ...limits,
    ...own,
  });
  const endOne = async () => {
    ends.shift()?.();
    await sleep(0);
  };
  return { batcher, batches, endOne };
};

test('what comes while a batch is under way is the next batch', async () => {
  const { batcher, batches, endOne } = setUp();
  const results = [1, 2, 3, 4].map((item) => batcher(item));
  expect(batches).toEqual([[1]]);
  await endOne();
  expect(batches).toEqual([[1], [2, 3, 4]]);
  await endOne();
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
});

test('what comes before a batch can begin is in it', async () => {
  const batches: (readonly number[])[] = [];
  const batcher = createBatcher({
    run: async (take: () => readonly number[]) => {
      await sleep(5);
      batches.push(take());
      return take();
    },
    ...limits,
    maxBatch: 3,
  });
  const results = [1, 2, 3, 4].map((item) => batcher(item));
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
  expect(batches).toEqual([[1, 2, 3], [4]]);
});

test('when a batch fails, even before it could begin, each is tried alone and hears what became of it', async () => {
  let hasFailed = false;
  const tried: (readonly number[])[] = [];
  const batcher = createBatcher({
    run: async (take: () => readonly number[]) => {
      await sleep(5);
      if (!hasFailed) {
        hasFailed = true;
        throw new Error('no connection');
      }
      const items = take();
      tried.push(items);
      if (items.includes(2)) throw new Error('two');
      return items;
    },
    ...limits,
  });
  const results = await Promise.allSettled([1, 2, 3].map((item) => batcher(item)));
  expect(tried).toEqual([[1], [2], [3]]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a lone one that fails is tried once', async () => {
  const tried: (readonly number[])[] = [];
  const batcher = createBatcher({
    run: (take: () => readonly number[]) => {
      tried.push(take());
      return Promise.reject(new Error('no'));
    },
    ...limits,
  });
  await expect(batcher(1)).rejects.toThrow('no');
  expect(tried).toEqual([[1]]);
});

test('beside a slow batch another one runs, and no third', async () => {
  const { batcher, batches, endOne } = setUp({ slowAfterMs: 20 });
  const first = batcher(1);
  const second = batcher(2);
  expect(batches).toEqual([[1]]);
  await sleep(80);
  expect(batches).toEqual([[1], [2]]);
  const third = batcher(3);
  await sleep(80);
  expect(batches).toHaveLength(2);
  for (let n = 0; n < 3; n += 1) await endOne();
  expect(await Promise.all([first, second, third])).toEqual([1, 2, 3]);
});

test('beside late batches so many more run, and no others', async () => {
  const { batcher, batches, endOne } = setUp({ maxRunning: 1, maxLate: 1, slowAfterMs: 10, lateAfterMs: 20 });
  const results = [1, 2, 3].map((item) => sleep(item * 80).then(() => batcher(item)));
  await sleep(400);
  expect(batches).toEqual([[1], [2]]);
  await endOne();
  expect(batches).toEqual([[1], [2], [3]]);
  await endOne();
  await endOne();
  expect(await Promise.all(results)).toEqual([1, 2, 3]);
});
