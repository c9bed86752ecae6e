import { expect, test } from 'vitest';
import { createLimiter } from './limiter.ts';

/** Work that ends when it is told to. */
const createWork = () => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { work: () => promise, resolve, reject };
};

test('no more runs at once than allowed, and the rest begins in the order it came', async () => {
  const limiter = createLimiter(2);
  const begun: number[] = [];
  const works = Array.from({ length: 5 }, createWork);
  const runs = works.map(({ work }, index) =>
    limiter.run(() => {
      begun.push(index);
      return work();
    }),
  );
  expect(begun).toEqual([0, 1]);
  for (const [index, { resolve }] of works.entries()) {
    resolve(`done ${index}`);
    expect(await runs[index]).toBe(`done ${index}`);
  }
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(limiter.size()).toBe(0);
});

test('work that fails makes room like any other', async () => {
  const limiter = createLimiter(1);
  const failing = createWork();
  const failed = limiter.run(failing.work);
  const next = limiter.run(() => Promise.resolve('next'));
  failing.reject(new Error('failed'));
  await expect(failed).rejects.toThrow('failed');
  expect(await next).toBe('next');
});

test('who gives up while waiting leaves the queue, and who comes after moves up', async () => {
  const limiter = createLimiter(1);
  const first = createWork();
  const running = limiter.run(first.work);
  const leaving = new AbortController();
  const given = limiter.run(() => Promise.resolve('never'), leaving.signal);
  const last = limiter.run(() => Promise.resolve('last'));
  leaving.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  expect(limiter.size()).toBe(2);
  first.resolve('first');
  expect([await running, await last]).toEqual(['first', 'last']);
});

test('a signal that is aborted while the work runs does not touch it', async () => {
  const limiter = createLimiter(1);
  const { work, resolve } = createWork();
  const leaving = new AbortController();
  const running = limiter.run(work, leaving.signal);
  leaving.abort();
  resolve('done');
  expect(await running).toBe('done');
});

test('an aborted signal takes no place', async () => {
  const limiter = createLimiter(1);
  await expect(limiter.run(() => Promise.resolve(1), AbortSignal.abort(new Error('over')))).rejects.toThrow(
    'over',
  );
  expect(limiter.size()).toBe(0);
});

test('who entered holds a place until it leaves', () => {
  const limiter = createLimiter(1);
  const begun: string[] = [];
  limiter.enter(() => begun.push('one'));
  limiter.enter(() => begun.push('two'));
  expect(begun).toEqual(['one']);
  limiter.leave();
  expect(begun).toEqual(['one', 'two']);
  limiter.leave();
  expect(limiter.size()).toBe(0);
});
