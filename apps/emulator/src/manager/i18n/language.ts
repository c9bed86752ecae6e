/** The languages that Manager itself is written in here; each with its own name. */
export const languageNames = { en: 'English', da: 'Dansk', de: 'Deutsch' } as const;

/** A language of Manager. */
export type Language = keyof typeof languageNames;

export const languages = Object.keys(languageNames) as readonly Language[];

/** Whether a word from outside is one of them. */
export const isLanguage = (word: unknown): word is Language =>
  typeof word === 'string' && Object.hasOwn(languageNames, word);
