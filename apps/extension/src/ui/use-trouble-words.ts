import { useTrouble } from '../api/use-trouble.ts';
import { useWords } from '../i18n/i18n-context.tsx';
import { errorMessages } from './error-messages.ts';
import { useErrorWords, type ErrorWords } from './use-error-words.ts';

/** What keeps something from loading, and that it is tried again; undefined while all goes well. */
export const useTroubleWords = (): ErrorWords | undefined => {
  const trouble = useTrouble();
  const toErrorWords = useErrorWords();
  const { retrying } = useWords(errorMessages);
  return trouble && { title: toErrorWords(trouble).title, text: retrying };
};
