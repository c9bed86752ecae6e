import { expect, test } from 'vitest';
import { goRound } from './go-round.ts';

test('entries come in their order, and after the last the first comes again', () => {
  const next = goRound(new Set(['a', 'b']));
  expect([next(), next(), next()]).toEqual(['a', 'b', 'a']);
});

test('an empty set has no next entry until one is added', () => {
  const all = new Set<string>();
  const next = goRound(all);
  expect([next(), next()]).toEqual([undefined, undefined]);
  all.add('a');
  expect(next()).toBe('a');
});

test('what was deleted does not come, and what was added comes in its turn', () => {
  const all = new Set(['a', 'b', 'c']);
  const next = goRound(all);
  expect(next()).toBe('a');
  all.delete('b');
  all.add('d');
  expect([next(), next(), next()]).toEqual(['c', 'd', 'a']);
});
