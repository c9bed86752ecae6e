import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

test('the next page is asked for before the caller gets this one, and none further', async () => {
  let asked = 0;
  const pages = async function* () {
    for (asked = 1; asked <= 4; asked += 1) yield asked;
  };
  const seen: [page: number, asked: number][] = [];
  for await (const page of readAhead(pages())) {
    await sleep(2);
    seen.push([page, asked]);
  }
  expect(seen).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
  ]);
});

test('a page that fails is told after what came before it, while the caller is busy, too', async () => {
  const broken = async function* () {
    yield 1;
    throw new Error('the wire broke');
  };
  const seen: number[] = [];
  const reading = async () => {
    for await (const page of readAhead(broken())) {
      await sleep(2);
      seen.push(page);
    }
  };
  await expect(reading()).rejects.toThrow('the wire broke');
  expect(seen).toEqual([1]);
});

test('a caller that leaves closes the pages', async () => {
  let closed = false;
  const endless = async function* () {
    try {
      for (;;) yield 1;
    } finally {
      closed = true;
    }
  };
  for await (const _page of readAhead(endless())) break;
  expect(closed).toBe(true);
});
