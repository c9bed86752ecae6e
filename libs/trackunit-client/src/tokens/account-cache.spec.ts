import { expect, test } from 'vitest';
import { createAccountCache } from './account-cache.ts';

const setUp = (maxAccounts: number) => {
  const evicted: string[] = [];
  const cache = createAccountCache(maxAccounts, ({ accountId }) => evicted.push(accountId));
  return { evicted, ...cache };
};

test('as many accounts as allowed stay, and for one more one goes', () => {
  const { get, find, evicted } = setUp(2);
  get('a');
  get('b');
  expect(evicted).toEqual([]);
  get('c');
  expect(evicted).toHaveLength(1);
  expect(['a', 'b', 'c'].filter((accountId) => find(accountId) !== undefined)).toHaveLength(2);
});

test('who was asked for stays already when the first one has to go', () => {
  const { get, noteHit, evicted } = setUp(2);
  get('a');
  get('b');
  noteHit('a');
  get('c');
  expect(evicted).toEqual(['b']);
});
