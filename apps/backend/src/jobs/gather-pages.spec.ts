import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gatherPages } from './gather-pages.ts';

async function* pagesOf(count: number, size: number, onRead = (_page: number) => {}) {
  for (let page = 0; page < count; page += 1) {
    onRead(page);
    await Promise.resolve();
    yield Array.from({ length: size }, (_, index) => page * size + index);
  }
}

const collect = async <Item>(parts: AsyncIterable<readonly Item[]>): Promise<(readonly Item[])[]> => {
  const all: (readonly Item[])[] = [];
  for await (const part of parts) all.push(part);
  return all;
};

const small = { least: 1, most: 5, waitMs: 500 };

test('every item comes once and in order', async () => {
  const parts = await collect(gatherPages(pagesOf(20, 3), { least: 5, most: 10, waitMs: 500 }));
  expect(parts.flat()).toEqual(Array.from({ length: 60 }, (_, index) => index));
});

test('what came in while the caller was busy is one part, and no longer than allowed', async () => {
  let read = 0;
  const parts: number[] = [];
  for await (const part of gatherPages(
    pagesOf(10, 10, (page) => void (read = page)),
    { least: 10, most: 40, waitMs: 500 },
  )) {
    parts.push(part.length);
    await sleep(5);
    expect(read).toBeLessThanOrEqual(parts.length * 4 + 1);
  }
  expect(Math.max(...parts)).toBe(40);
  expect(parts.length).toBeLessThan(6);
});

test('what is left when the pages end is handed over, however little it is', async () => {
  const parts = await collect(gatherPages(pagesOf(5, 2), { least: 4, most: 8, waitMs: 60_000 }));
  expect(parts.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('an empty fleet has no part', async () => {
  expect(await collect(gatherPages(pagesOf(0, 1), small))).toEqual([]);
  expect(await collect(gatherPages(pagesOf(3, 0), small))).toEqual([]);
});

test('a page that fails ends the reading after what came before it', async () => {
  const seen: number[] = [];
  const reading = async () => {
    const broken = async function* () {
      yield [1, 2];
      throw new Error('the wire broke');
    };
    for await (const part of gatherPages(broken(), small)) seen.push(...part);
  };
  await expect(reading()).rejects.toThrow('the wire broke');
  expect(seen).toEqual([1, 2]);
});

test('a caller that leaves early stops the reading', async () => {
  let closed = false;
  const endless = async function* () {
    try {
      for (;;) yield [1];
    } finally {
      closed = true;
    }
  };
  for await (const _part of gatherPages(endless(), small)) break;
  await sleep(5);
  expect(closed).toBe(true);
});

test('few items wait for more, and not for long', async () => {
  const slow = async function* () {
    yield [1];
    yield [2];
    await sleep(100);
    yield [3];
  };
  expect(await collect(gatherPages(slow(), { least: 10, most: 20, waitMs: 20 }))).toEqual([[1, 2], [3]]);
});

test('pages that come more slowly than anybody waits are handed over one by one', async () => {
  const slow = async function* () {
    for (const item of [1, 2, 3]) {
      await sleep(100);
      yield [item];
    }
  };
  expect(await collect(gatherPages(slow(), { least: 10, most: 20, waitMs: 20 }))).toEqual([[1], [2], [3]]);
});
