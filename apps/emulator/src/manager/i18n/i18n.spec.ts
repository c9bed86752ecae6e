import { expect, test } from 'vitest';
import { da } from './da.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { formatAgo } from './format.ts';
import { createTranslate } from './i18n.tsx';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test.each([
  ['Danish', da],
  ['German', de],
])('every text in %s takes the same values as in English', (_name, texts) => {
  const toPlaceholders = (of: typeof texts) =>
    Object.fromEntries(Object.entries(of).map(([key, text]) => [key, placeholders(text)]));
  expect(toPlaceholders(texts)).toEqual(toPlaceholders(en));
});

test('a text takes its values', () => {
  expect(createTranslate('de')('fleet.count', { shown: '2', total: '1.500' })).toBe('2 von 1.500 Maschinen');
});

test('how long ago is told in the largest unit that fits', () => {
  const now = new Date('2026-11-22T08:00:00Z');
  expect(formatAgo('2026-11-19T07:00:00Z', now, 'en')).toBe('3 days ago');
  expect(formatAgo('2026-11-22T07:15:00Z', now, 'en')).toBe('45 minutes ago');
  expect(formatAgo('2026-11-22T07:59:50Z', now, 'en')).toBe('this minute');
  expect(formatAgo(null, now, 'en')).toBe('–');
});
