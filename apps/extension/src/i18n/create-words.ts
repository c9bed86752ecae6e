import { createI18n, type Components, type Translations } from '@nanostores/i18n';
import { atom } from 'nanostores';
import type { Messages } from './define-messages.ts';

/** Looks up the words of a part in one language. The same part gives the same object. */
export type Words = <Body extends Translations>(messages: Messages<Body>) => Body;

/**
 * Builds the words of one language.
 *
 * @param locale how the figures among them are written, as `createFormats` writes those that stand alone
 * @param translations by section; a section or a word that is missing is English
 */
export const createWords = (locale: string, translations: Readonly<Record<string, unknown>>): Words => {
  const i18n = createI18n<string, 'en'>(atom(locale), {
    baseLocale: 'en',
    cache: { [locale]: translations as Components },
    get: () => Promise.resolve({}),
  });
  const known = new Map<string, unknown>();
  return <Body extends Translations>({ section, body }: Messages<Body>): Body => {
    const words = (known.get(section) as Body | undefined) ?? i18n(section, body).get();
    known.set(section, words);
    return words;
  };
};
