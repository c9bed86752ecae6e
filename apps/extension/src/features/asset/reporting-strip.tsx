import { assetStates } from '../../api/contract-words.ts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { stateMessages } from '../../ui/state-messages.ts';
import { assetMessages } from './asset-messages.ts';
import type { AssetDay } from './to-days.ts';
import { toSpans } from './to-spans.ts';
import css from './reporting-strip.module.css';

const useSummary = () => {
  const words = useWords(assetMessages);
  const inWords = {
    REPORTING: words.daysReporting,
    SILENT: words.daysSilent,
    NEVER_REPORTED: words.daysNever,
    NOT_KNOWN: words.daysNotKnown,
  };
  return (days: readonly AssetDay[]): string =>
    ([...assetStates, 'NOT_KNOWN'] as const)
      .map((state) => ({ state, count: days.filter((day) => day.state === state).length }))
      .filter(({ count }) => count > 0)
      .map(({ state, count }) => inWords[state](count))
      .join(', ');
};

/** Narrower ones have no room for their words in a frame of 320 pixels. */
const fewestDaysWithWords = 40;

/**
 * One cell a day, and one for all days in a row that nothing is known of. What it shows is said in one sentence, too;
 * the exact instants are in the history below.
 */
export const ReportingStrip = ({ days }: { readonly days: readonly AssetDay[] }) => {
  const words = useWords(assetMessages);
  const states = useWords(stateMessages);
  const formats = useFormats();
  const summary = useSummary()(days);
  const inWords = { ...states, NOT_KNOWN: words.notKnown };
  return (
    <figure className={css['strip']}>
      <div className={css['cells']} role="img" aria-label={`${words.days}: ${summary}`}>
        {toSpans(days).map(({ first, last, length }) => {
          const { date, state, estimated } = first;
          const toText = estimated ? words.estimatedDayText : words.dayText;
          const day = length === 1 ? formats.day(date) : `${formats.day(date)} – ${formats.day(last.date)}`;
          return (
            <span
              key={date}
              className={css[state]}
              style={{ gridColumnEnd: `span ${String(length)}` }}
              data-estimated={estimated || undefined}
              title={toText({ day, state: inWords[state] })}
            >
              {length >= fewestDaysWithWords && inWords[state]}
            </span>
          );
        })}
      </div>
      <div className={css['ends']} aria-hidden="true">
        <span>{formats.shortDay(days[0]?.date ?? '')}</span>
        <span>{words.today}</span>
      </div>
      <figcaption className={css['caption']}>
        {summary}. {days.some(({ estimated }) => estimated) && words.estimatedWhy}{' '}
        {days.some(({ state }) => state === 'NOT_KNOWN') && words.notKnownWhy}
      </figcaption>
    </figure>
  );
};
