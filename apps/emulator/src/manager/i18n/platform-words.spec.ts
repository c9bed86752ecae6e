import { expect, test } from 'vitest';
import { createTranslate } from './i18n.tsx';
import { toActivityText, toAssetTypeText } from './platform-words.ts';

test('what an asset is and does is told in the reader’s words', () => {
  const t = createTranslate('de');
  expect([toAssetTypeText(t, 'TOOL'), toActivityText(t, 'IDLING')]).toEqual(['Werkzeug', 'Leerlauf']);
});

test('a value that Trackunit added is shown as it is', () => {
  expect(toAssetTypeText(createTranslate('en'), 'DRONE')).toBe('DRONE');
});
