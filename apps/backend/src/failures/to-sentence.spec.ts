import { expect, test } from 'vitest';
import { danish } from './danish.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { toSentence } from './to-sentence.ts';

test('a failure is told in the language that is asked for', () => {
  expect(toSentence('timeout', 'en')).toBe(
    'Trackunit did not answer in time. Fleet Watch tries again later.',
  );
  expect(toSentence('timeout', 'da')).toBe('Trackunit svarede ikke i tide. Fleet Watch prøver igen senere.');
  expect(toSentence('timeout', 'de')).toBe(
    'Trackunit hat nicht rechtzeitig geantwortet. Fleet Watch versucht es später erneut.',
  );
});

test('a detail is part of the sentence, whatever characters it has', () => {
  expect(toSentence('status_refused:503', 'de')).toBe('Der Server hat mit dem Status 503 geantwortet.');
  expect(toSentence('connection_failed:E:$&', 'en')).toBe('The connection failed (E:$&).');
});

test.each(['The host answered with status 500.', 'Unknown', 'constructor', ''])(
  'what an earlier version put down stays as it is: %s',
  (kept) => {
    expect(toSentence(kept, 'da')).toBe(kept);
  },
);

test('where nothing went wrong nothing is said', () => {
  expect(toSentence(null, 'en')).toBeNull();
});

const toCodesWithDetail = (sentences: Readonly<Record<string, string>>) =>
  Object.keys(sentences).filter((code) => sentences[code]?.includes('{detail}'));

test.each([
  ['Danish', danish],
  ['German', german],
])('every sentence is %s, and names the detail where the English one does', (_name, sentences) => {
  const known = new Set(Object.values(english));
  expect(Object.values(sentences).filter((sentence) => known.has(sentence))).toEqual([]);
  expect(Object.values(sentences).filter((sentence) => !/^\p{Lu}.*\.$/u.test(sentence))).toEqual([]);
  expect(toCodesWithDetail(sentences)).toEqual(toCodesWithDetail(english));
});
