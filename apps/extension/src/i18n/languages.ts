/** The languages that Fleet Watch speaks; the first is spoken where Manager's own is not among them. */
export const languages = ['en', 'da', 'de'] as const;

export type Language = (typeof languages)[number];

/** Reads Manager's language (`da`, `de-CH`, …). */
export const toLanguage = (tag: string): Language => {
  const [primary] = tag.toLowerCase().split(/[-_]/);
  return languages.find((language) => language === primary) ?? 'en';
};

/** Chromium on a Linux without a language says `en-US@posix`, which `Intl` refuses by throwing. */
const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
};

/** How the reader writes dates and numbers: as in their own country, where the browser says one for the language. */
export const toLocale = (language: Language, browserLanguages: readonly string[]): string =>
  browserLanguages.find((tag) => tag.toLowerCase().startsWith(`${language}-`) && isLocale(tag)) ?? language;

const catalogues: Record<Language, () => Promise<Readonly<Record<string, unknown>>>> = {
  en: () => Promise.resolve({}),
  da: async () => (await import('./da.ts')).danish,
  de: async () => (await import('./de.ts')).german,
};

/** Loads a language's words: only those of the language that is spoken, and none for English, which is in the code. */
export const loadTranslations = (language: Language): Promise<Readonly<Record<string, unknown>>> =>
  catalogues[language]();
