import { createContext, use, useMemo, type ReactNode } from 'react';
import { da } from './da.ts';
import { de } from './de.ts';
import { en, type MessageKey } from './en.ts';
import type { Language } from './language.ts';

const dictionaries: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, da, de };

/** Gives a text of Manager in the chosen language; `{name}` in it is replaced. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

interface Wording {
  readonly t: Translate;
  readonly language: Language;
}

/** Builds the translator of one language. */
export const createTranslate =
  (language: Language): Translate =>
  (key, values = {}) =>
    dictionaries[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

const WordingContext = createContext<Wording>({ t: createTranslate('en'), language: 'en' });

/** Sets the language of everything below. */
export function WordingProvider(props: { readonly language: Language; readonly children: ReactNode }) {
  const { language, children } = props;
  const wording = useMemo(() => ({ t: createTranslate(language), language }), [language]);
  return <WordingContext value={wording}>{children}</WordingContext>;
}

export const useT = (): Translate => use(WordingContext).t;

export const useLanguage = (): Language => use(WordingContext).language;
