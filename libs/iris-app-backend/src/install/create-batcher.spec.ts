import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBatcher } from './create-batcher.ts';

const setUp = ({ slowAfterMs = 60_000, lateAfterMs = 60_000, maxRunning = 2, maxLate = 1 } = {}) => {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const batcher = createBatcher({
    run: async (items: readonly number[]) => {
      batches.push(items);
      await new Promise<void>((resolve) => ends.push(resolve));
      return items;
    },
    ...{ maxBatch: 64, maxRunning, slowAfterMs, lateAfterMs, maxLate },
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
