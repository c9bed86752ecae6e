import { afterEach, expect, test, vi } from 'vitest';
import { fleetMessages } from '../features/fleet/fleet-messages.ts';
import { syncMessages } from '../features/sync/sync-messages.ts';
import { createFormats } from './create-formats.ts';
import { createWords } from './create-words.ts';
import { danish } from './da.ts';
import { german } from './de.ts';
import { languages, loadTranslations, toLanguage, toLocale } from './languages.ts';

const namesInBraces = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

test.each(['lastSynced', 'staleTitle', 'staleError'] as const)(
  'the values of %s are the same in every language',
  (name) => {
    expect(namesInBraces(german.fleet[name])).toEqual(namesInBraces(danish.fleet[name]));
  },
);

afterEach(() => vi.unstubAllEnvs());

test.each(['America/New_York', 'Pacific/Auckland'])('a day of the trend is the same day in %s', (zone) => {
  vi.stubEnv('TZ', zone);
  const { day, shortDay, dateTime } = createFormats('en-GB');
  expect(day('2026-11-22')).toBe('22 November 2026');
  expect(shortDay('2026-11-22')).toBe('22 Nov');
  expect(dateTime('2026-11-22T12:00:00.000Z')).not.toContain('12:00');
});

test('Danish and German put the same values into the same words', () => {
  for (const section of Object.keys(german) as (keyof typeof german)[]) {
    for (const [name, text] of Object.entries(german[section])) {
      const other: unknown = (danish[section] as Record<string, unknown>)[name];
      expect([section, name, namesInBraces(text)]).toEqual([section, name, namesInBraces(other)]);
    }
  }
});

test.each([
  ['da', 'da'],
  ['de-CH', 'de'],
  ['DE_at', 'de'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  ['', 'en'],
])('Manager’s language %j is spoken as %s', (tag, language) => {
  expect(toLanguage(tag)).toBe(language);
});

test('counts follow the language in form and in figures', () => {
  const english = createWords('en', {})(fleetMessages);
  expect([english.matching(1), english.matching(2_500)]).toEqual(['1 machine', '2,500 machines']);
  const words = createWords('de', german)(fleetMessages);
  expect([words.matching(1), words.matching(2_500)]).toEqual(['1 Maschine', '2.500 Maschinen']);
});

test('figures among words are written as in the reader’s own country', () => {
  const swiss = createWords('de-CH', german)(fleetMessages);
  expect(swiss.matching(2_500)).toBe(`${createFormats('de-CH').number(2_500)} Maschinen`);
  expect(createWords('en-IN', {})(fleetMessages).matching(250_000)).toBe('2,50,000 machines');
});

test('a message with a count takes other values, too', () => {
  const words = createWords('da', danish)(syncMessages);
  expect(words.fetchedOf(2_500, { fetched: 1_200 })).toBe('1.200 af 2.500 maskiner læst');
});

test('a section that a language lacks is English', () => {
  expect(createWords('de', {})(fleetMessages).settings).toBe('Settings');
});

test.each(languages)('the words of %s load', async (language) => {
  expect(Object.keys(await loadTranslations(language))).toHaveLength(language === 'en' ? 0 : 12);
});

test.each([
  ['en', ['da-DK', 'en-GB', 'en-US'], 'en-GB'],
  ['en', ['da-DK', 'da'], 'en'],
  ['de', ['en-US', 'de-AT'], 'de-AT'],
  ['en', ['en-US@posix'], 'en'],
  ['en', ['en-US@posix', 'en-GB'], 'en-GB'],
] as const)('%s is written as in the country of the browser’s %j: %s', (language, browser, locale) => {
  expect(toLocale(language, browser)).toBe(locale);
});

const now = Date.parse('2026-11-22T06:00:00Z');

test.each([
  ['2026-11-22T05:59:40Z', 'now'],
  ['2026-11-22T05:17:00Z', '43 minutes ago'],
  ['2026-11-21T07:00:00Z', '23 hours ago'],
  ['2026-09-09T06:00:00Z', '74 days ago'],
  ['2026-11-22T06:05:00Z', 'now'],
])('%s was %s', (instant, text) => {
  expect(createFormats('en').ago(instant, now)).toBe(text);
});

test('durations and days are written in the language, days as UTC', () => {
  const formats = createFormats('de');
  expect(formats.duration(74 * 24 * 60 * 60 * 1_000)).toBe('74 Tage');
  expect(formats.shortDay('2026-11-22')).toBe('22. Nov.');
});
