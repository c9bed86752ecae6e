import { useCallback } from 'react';
import { useWords } from '../i18n/i18n-context.tsx';
import { assetTypeMessages } from './asset-type-messages.ts';

/** `STUMP_GRINDER` → `Stump grinder`: a type that we have no word for. */
const toReadable = (assetType: string): string => {
  const text = assetType.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** The word for an asset type, known or not. */
export const useAssetTypeWord = (): ((assetType: string) => string) => {
  const words: Readonly<Record<string, string>> = useWords(assetTypeMessages);
  return useCallback(
    (assetType) => (Object.hasOwn(words, assetType) ? words[assetType] : undefined) ?? toReadable(assetType),
    [words],
  );
};
