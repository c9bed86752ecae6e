import type { TrendDay } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { stateMessages } from '../../ui/state-messages.ts';
import { trendMessages } from './trend-messages.ts';
import css from './trend-table.module.css';

/** The same days as the chart, the newest first. */
export const TrendTable = ({ trend }: { readonly trend: readonly TrendDay[] }) => {
  const words = useWords(trendMessages);
  const states = useWords(stateMessages);
  const formats = useFormats();
  return (
    <div className={css['scroll']} tabIndex={0} role="group" aria-label={words.title}>
      <table className={css['table']} aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{states.SILENT}</th>
            <th scope="col">{states.REPORTING}</th>
            <th scope="col">{states.NEVER_REPORTED}</th>
            <th scope="col">{words.source}</th>
          </tr>
        </thead>
        <tbody>
          {trend.toReversed().map((day) => (
            <tr key={day.date}>
              <th scope="row">{formats.shortDay(day.date)}</th>
              <td>{formats.number(day.silent)}</td>
              <td>{formats.number(day.reporting)}</td>
              <td>{formats.number(day.neverReported)}</td>
              <td>{day.estimated ? words.estimated : words.measured}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
