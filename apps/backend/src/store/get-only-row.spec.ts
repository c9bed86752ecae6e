import { expect, test } from 'vitest';
import { getOnlyRow } from './get-only-row.ts';

test('the one row of a result is given', () => {
  expect(getOnlyRow({ rows: [{ total: 0 }] })).toEqual({ total: 0 });
});

test.each([0, 2])('a result of %d rows is a fault', (count) => {
  expect(() => getOnlyRow({ rows: Array.from({ length: count }, () => ({})) })).toThrow(`gave ${count}`);
});
