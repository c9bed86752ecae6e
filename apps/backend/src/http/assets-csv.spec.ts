import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsvField } from './assets-csv.ts';

test('a value with a comma, a quote or a line break is quoted, and its quotes are doubled', () => {
  expect(toCsvField('Lift, 12 m')).toBe('"Lift, 12 m"');
  expect(toCsvField('12" boom')).toBe('"12"" boom"');
  expect(toCsvField('two\nlines')).toBe('"two\nlines"');
  expect(toCsvField('two\rlines')).toBe('"two\rlines"');
  expect(toCsvField('plain')).toBe('plain');
  expect(toCsvField(null)).toBe('');
});

test('a value with the separator in it is quoted, whichever that is', () => {
  expect(toCsvField('Lift; 12,5 m', ';')).toBe('"Lift; 12,5 m"');
  expect(toCsvField('12,5 m', ';')).toBe('12,5 m');
});

test.each([
  ['Volvo;=1+1', "Volvo;'=1+1"],
  ['a;@b;-c', "a;'@b;'-c"],
  ['a\t+1', "a\t'+1"],
  ['a; "=1', `"a;' ""=1"`],
  ['a\n=1', `"a\n'=1"`],
  ['A;B=1+1', 'A;B=1+1'],
])('%j begins no formula where a spreadsheet splits at semicolons', (value, field) => {
  expect(toCsvField(value)).toBe(field);
});

test('no part of a value between semicolons, tabs and line breaks is run as a formula', () => {
  const word = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', ';', '\t', '\r', '\n', '"', ' ', 'a') });
  fc.assert(
    fc.property(word, (value) => {
      for (const cell of toCsvField(value).split(/[;\t\r\n]/)) expect(cell).not.toMatch(/^["\s]*[=+\-@]/);
    }),
    { numRuns: 2000 },
  );
});

test('no value is run as a formula by a spreadsheet', () => {
  fc.assert(
    fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (start, rest) => {
      expect(toCsvField(`${start}${rest}`).replace(/^"/, '')[0]).toBe("'");
    }),
  );
});
