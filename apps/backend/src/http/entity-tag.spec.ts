import { expect, test } from 'vitest';
import { isMatch, toEntityTag } from './entity-tag.ts';

const body = { silentAfterHours: 72 };
const tag = toEntityTag(body);

test('a tag is in quotes, the same for the same body and another for another', () => {
  expect(tag).toMatch(/^"[\w-]{43}"$/);
  expect(toEntityTag({ silentAfterHours: 72 })).toBe(tag);
  expect(toEntityTag({ silentAfterHours: 73 })).not.toBe(tag);
});

test.each([
  [undefined, true],
  ['*', true],
  [tag, true],
  [`"of,another", ${tag}`, true],
  [`"of-another",${tag},"of-a-third"`, true],
  [`W/${tag}`, false],
  ['"of-another"', false],
  [tag.replaceAll('"', ''), false],
  ['', false],
])('If-Match: %s lets the body be replaced: %j', (header, isLet) => {
  expect(isMatch(header, body)).toBe(isLet);
});
