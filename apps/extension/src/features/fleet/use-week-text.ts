import { useWords } from '../../i18n/i18n-context.tsx';
import type { WeekChange } from './find-week-change.ts';
import { weekMessages } from './week-messages.ts';

/** Says how a number differs from last week's, and whether that one is an estimate. */
export const useWeekText = (): ((week: WeekChange) => string) => {
  const words = useWords(weekMessages);
  return ({ change, estimated }) => {
    const inWords = change > 0 ? words.more(change) : words.fewer(-change);
    const text = change === 0 ? words.same : inWords;
    return estimated ? words.estimated({ change: text }) : text;
  };
};
