import type { Translations } from '@nanostores/i18n';
import { useCurrentUserLanguage } from '@trackunit/iris-app-sdk';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { createFormats, type Formats } from './create-formats.ts';
import { createWords, type Words } from './create-words.ts';
import type { Messages } from './define-messages.ts';
import { loadTranslations, toLanguage, toLocale, type Language } from './languages.ts';

type I18n = Readonly<{ language: Language; words: Words; formats: Formats }>;

const createI18n = (language: Language, translations: Readonly<Record<string, unknown>>): I18n => {
  const locale = toLocale(language, navigator.languages);
  return { language, words: createWords(locale, translations), formats: createFormats(locale) };
};

const I18nContext = createContext<I18n | undefined>(undefined);

/**
 * Speaks Manager's language to everything below it, and follows when it changes. Shows nothing before the words
 * are there: they are small, and English for a moment would be a flash.
 */
export const I18nProvider = ({ children }: { readonly children: ReactNode }) => {
  const language = toLanguage(useCurrentUserLanguage().language);
  const [i18n, setI18n] = useState<I18n | undefined>(() =>
    language === 'en' ? createI18n('en', {}) : undefined,
  );
  useEffect(() => {
    let mounted = true;
    const speak = (translations: Readonly<Record<string, unknown>>) => {
      if (!mounted) return;
      document.documentElement.lang = language;
      setI18n((current) => (current?.language === language ? current : createI18n(language, translations)));
    };
    loadTranslations(language).then(speak, () => speak({}));
    return () => {
      mounted = false;
    };
  }, [language]);
  return i18n && <I18nContext value={i18n}>{children}</I18nContext>;
};

const useI18n = (): I18n => {
  const i18n = use(I18nContext);
  if (i18n === undefined) throw new Error('words and formats work inside <I18nProvider> only');
  return i18n;
};

/** The words of one part in the language that is spoken. */
export const useWords = <Body extends Translations>(messages: Messages<Body>): Body =>
  useI18n().words(messages);

/** How numbers and times are written in the language that is spoken. */
export const useFormats = (): Formats => useI18n().formats;

/** The language that is spoken. */
export const useLanguage = (): Language => useI18n().language;
