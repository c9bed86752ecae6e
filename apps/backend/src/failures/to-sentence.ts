import { danish } from './danish.ts';
import { english } from './english.ts';
import type { FailureCode, FailureSentences } from './failure.ts';
import { german } from './german.ts';
import type { Language } from './language.ts';

const sentences: Readonly<Record<Language, FailureSentences>> = { en: english, da: danish, de: german };

const isCode = (text: string): text is FailureCode => Object.hasOwn(english, text);

/**
 * Says in one language why something did not work; nothing where nothing went wrong.
 *
 * @param kept a `Failure` as it was put down; a sentence, which is what earlier versions put down, stays as it is
 */
export function toSentence(kept: string, language: Language): string;
export function toSentence(kept: string | null, language: Language): string | null;
export function toSentence(kept: string | null, language: Language): string | null {
  if (kept === null) return null;
  const [code = '', ...detail] = kept.split(':');
  return isCode(code) ? sentences[language][code].replace('{detail}', () => detail.join(':')) : kept;
}
