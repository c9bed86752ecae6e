import { expect, test } from 'vitest';
import { listSurprises } from './complaints.ts';

test('a complaint that nobody named is a surprise, and so is a named one that never came', () => {
  expect(listSurprises(['refused (x)', 'blocked (y)'], [/^refused/, /^gone/])).toEqual([
    'blocked (y)',
    'expected and never said: /^gone/',
  ]);
});

test('a pattern is for every complaint that fits it', () => {
  expect(listSurprises(['status of 503 (a)', 'status of 503 (b)'], [/status of 503/])).toEqual([]);
});
