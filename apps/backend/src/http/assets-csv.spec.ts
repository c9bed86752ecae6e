import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsvField } from './assets-csv.ts';

test('a value with a comma, a quote or a line break is quoted, and its quotes are doubled', () => {
  expect(toCsvField('Lift, 12 m')).toBe('"Lift, 12 m"');
  expect(toCsvField('12" boom')).toBe('"12"" boom"');
  expect(toCsvField('two\nlines')).toBe('"two\nlines"');
  expect(toCsvField('plain')).toBe('plain');
  expect(toCsvField(null)).toBe('');
});

test('no value is run as a formula by a spreadsheet', () => {
  fc.assert(
    fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (start, rest) => {
      expect(toCsvField(`${start}${rest}`).replace(/^"/, '')[0]).toBe("'");
    }),
  );
});
