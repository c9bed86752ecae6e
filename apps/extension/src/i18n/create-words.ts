import type { Body, Forms, Messages, WordsOf } from './define-messages.ts';
import { fill, type Values } from './fill.ts';
import { toPluralRules } from './intl.ts';

/** Looks up the words of a part in one language. The same part gives the same object. */
export type Words = <Part extends Body>(messages: Messages<Part>) => WordsOf<Part>;

type Section = Readonly<Record<string, string | Forms | undefined>>;

/** One word, in English where the language has none. */
const toWord = (locale: string, english: Body[string], translation: string | Forms | undefined) => {
  if (typeof english === 'string') return translation ?? english;
  if ('template' in english) {
    const text = (translation ?? english.template) as string;
    return (values: Values) => fill(locale, text, values);
  }
  const forms = (translation ?? english) as Forms;
  return (count: number, values?: Values) => {
    const form = toPluralRules(locale).select(count) === 'one' ? forms.one : forms.other;
    return fill(locale, form, { ...values, count });
  };
};

/**
 * Builds the words of one language.
 *
 * @param locale how the figures among them are written, as `createFormats` writes those that stand alone
 * @param translations by section; a section or a word that is missing is English
 */
export const createWords = (locale: string, translations: Readonly<Record<string, unknown>>): Words => {
  const known = new Map<string, unknown>();
  return <Part extends Body>({ section, body }: Messages<Part>): WordsOf<Part> => {
    const translated = translations[section] as Section | undefined;
    const words =
      known.get(section) ??
      Object.fromEntries(
        Object.entries(body).map(([name, english]) => [name, toWord(locale, english, translated?.[name])]),
      );
    known.set(section, words);
    return words as WordsOf<Part>;
  };
};
