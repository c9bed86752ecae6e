import { createI18n, type Components, type Translations } from '@nanostores/i18n';
import { atom } from 'nanostores';
import type { Messages } from './define-messages.ts';
import type { Language } from './languages.ts';

/** Looks up the words of a part in one language. The same part gives the same object. */
export type Words = <Body extends Translations>(messages: Messages<Body>) => Body;

/**
 * Builds the words of one language.
 *
 * @param translations by section; a section or a word that is missing is English
 */
export const createWords = (language: Language, translations: Readonly<Record<string, unknown>>): Words => {
  const i18n = createI18n<Language, 'en'>(atom<Language>(language), {
    baseLocale: 'en',
    cache: { [language]: translations } as Record<Language, Components>,
    get: () => Promise.resolve({}),
  });
  const known = new Map<string, unknown>();
  return <Body extends Translations>({ section, body }: Messages<Body>): Body => {
    const words = (known.get(section) as Body | undefined) ?? i18n(section, body).get();
    known.set(section, words);
    return words;
  };
};
