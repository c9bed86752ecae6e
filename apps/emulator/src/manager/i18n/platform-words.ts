import { en, type MessageKey } from './en.ts';
import type { Translate } from './i18n.tsx';

const toWord = (t: Translate, kind: 'activity' | 'assetType', value: string): string => {
  const key = `${kind}.${value}`;
  // Trackunit may add values: one without a word of ours is shown as it is.
  return key in en ? t(key as MessageKey) : value;
};

/** What an asset does, in the reader's words. */
export const toActivityText = (t: Translate, activity: string): string => toWord(t, 'activity', activity);

/** The class of an asset, in the reader's words. */
export const toAssetTypeText = (t: Translate, assetType: string): string => toWord(t, 'assetType', assetType);
