import { expect, test } from 'vitest';
import { matchesConditions } from './matches-conditions.ts';

const lift = { brand: 'JLG', model: '860SJ' };

test('a tab without conditions belongs to every asset', () => {
  expect(matchesConditions(undefined, lift)).toBe(true);
  expect(matchesConditions([], lift)).toBe(true);
});

test('every member of a condition must hold', () => {
  expect(matchesConditions({ brand: 'JLG' }, lift)).toBe(true);
  expect(matchesConditions({ brand: 'JLG', model: '600S' }, lift)).toBe(false);
});

test('one condition of a list is enough', () => {
  expect(matchesConditions([{ brand: 'Genie' }, { model: '860SJ' }], lift)).toBe(true);
  expect(matchesConditions([{ brand: 'Genie' }], lift)).toBe(false);
});

test('an asset without a brand meets no condition on it', () => {
  expect(matchesConditions({ brand: 'JLG' }, { brand: null, model: null })).toBe(false);
});
