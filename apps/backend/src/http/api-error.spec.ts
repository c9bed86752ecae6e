import { defaultSettings, settingsSchema, type Violation } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { ApiError, parseInput } from './api-error.ts';

const findViolations = (input: unknown): readonly Violation[] | undefined => {
  try {
    parseInput(settingsSchema, input);
  } catch (cause) {
    if (cause instanceof ApiError) return cause.violations;
    throw cause;
  }
  return undefined;
};

test.each([
  { name: '', reason: 'as a name: Too small: expected string to have >=1 characters' },
  { name: 'x'.repeat(65), reason: 'as a name: Too big: expected string to have <=64 characters' },
  { name: 'A\0', reason: 'as a name: has characters that can’t be stored' },
])('of a type of asset that is refused as a name it is told why: $reason', ({ name, reason }) => {
  const settings = { ...defaultSettings, silentAfterHoursByAssetType: { [name]: 5 } };
  expect(findViolations(settings)).toEqual([
    { field: `silentAfterHoursByAssetType.${name}`, message: reason },
  ]);
});

test('of an address with a NUL it is told what is wrong with it', () => {
  const webhook = { url: 'https://hooks.example.com/\0', enabled: true };
  expect(findViolations({ ...defaultSettings, webhook })).toEqual([
    { field: 'webhook.url', message: 'has characters that can’t be stored' },
  ]);
});
