import { defaultSettings, settingsSchema } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { findHours, findThresholds, isSameDraft, toThresholdDraft } from './threshold-draft.ts';

test.each(['', '0', '2161', '1.5', '-3', 'x', '1e3', '99999'])('%j is no threshold', (text) => {
  expect(findHours(text)).toBeUndefined();
});

test.each(['1', '72', ' 336 ', '2160'])('%j is a threshold, and the contract takes it', (text) => {
  const silentAfterHours = findHours(text);
  expect(settingsSchema.safeParse({ ...defaultSettings, silentAfterHours }).success).toBe(true);
});

test('settings survive the way through a draft', () => {
  expect(findThresholds(toThresholdDraft(defaultSettings))).toEqual({
    silentAfterHours: 72,
    silentAfterHoursByAssetType: { TOOL: 336 },
  });
});

test('a draft with one field half typed says nothing yet', () => {
  expect(findThresholds({ usual: '72', byType: { TOOL: '' } })).toBeUndefined();
});

test('the order in which types were added is no change', () => {
  const left = { usual: '72', byType: { TOOL: '1', OTHER: '2' } };
  expect(isSameDraft(left, { usual: ' 72', byType: { OTHER: '2', TOOL: '1' } })).toBe(true);
  expect(isSameDraft(left, { ...left, usual: '73' })).toBe(false);
  expect(isSameDraft(left, { ...left, usual: '' })).toBe(false);
});
