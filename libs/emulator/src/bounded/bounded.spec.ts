import { expect, test } from 'vitest';
import { createEndingMap } from './ending-map.ts';
import { createNewestMap } from './newest-map.ts';

test('the newest entries stay, and one that is set again counts as new', () => {
  const map = createNewestMap(2, [['stored', 0]]);
  map.set('a', 1);
  map.set('stored', 2);
  map.set('b', 3);
  expect([...map.entries()]).toEqual([
    ['stored', 2],
    ['b', 3],
  ]);
});

test('what has ended is gone, and makes room when many come', () => {
  let nowMs = 0;
  const map = createEndingMap(() => nowMs);
  for (let i = 0; i < 10_000; i += 1) map.set(`short ${i}`, { endsMs: 1_000 });
  map.set('long', { endsMs: 5_000 });
  nowMs = 1_000;
  expect(map.get('short 1')).toBeUndefined();
  for (let i = 0; i < 10_000; i += 1) map.set(`new ${i}`, { endsMs: 2_000 });
  expect(map.size()).toBeLessThanOrEqual(20_000);
  expect(map.get('long')).toEqual({ endsMs: 5_000 });
});

test('what is alive stays, however much there is of it', () => {
  const map = createEndingMap(() => 0);
  for (let i = 0; i < 60_000; i += 1) map.set(`${i}`, { endsMs: 1 });
  expect(map.size()).toBe(60_000);
  expect(map.get('0')).toEqual({ endsMs: 1 });
});
