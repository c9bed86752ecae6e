import type { AssetState, FleetSummary } from '@fleet-watch/contracts';
import { memo } from 'react';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { stateMessages } from '../../ui/state-messages.ts';
import card from '../../ui/card.module.css';
import { fleetMessages } from './fleet-messages.ts';
import { findWeekChange, type WeekChange } from './find-week-change.ts';
import { useFleetView, type ChangeView } from './use-fleet-view.ts';
import { useWeekText } from './use-week-text.ts';
import css from './headline.module.css';

const counts = { SILENT: 'silent', REPORTING: 'reporting', NEVER_REPORTED: 'neverReported' } as const;
const shown = ['SILENT', 'REPORTING', 'NEVER_REPORTED'] as const satisfies readonly AssetState[];

type WeekProps = Readonly<{ state: AssetState; week: WeekChange | undefined }>;

const AgainstLastWeek = ({ state, week }: WeekProps) => {
  const words = useWords(fleetMessages);
  const formats = useFormats();
  const toWeekText = useWeekText();
  if (week === undefined) return <span className={css['change']}>{words.noLastWeek}</span>;
  const { change, estimated } = week;
  const isMore = change > 0;
  const tone = isMore === (state === 'REPORTING') ? 'good' : 'bad';
  const isNews = change !== 0 && !estimated;
  return (
    <span className={`${css['change'] ?? ''} ${(isNews && css[tone]) || ''}`}>
      <Icon name={change === 0 ? 'equals' : isMore ? 'arrowUp' : 'arrowDown'} size={14} />{' '}
      {/* The first number tells its change in words; the others as a sign, and in words for those who do not see it. */}
      {state !== 'SILENT' && change !== 0 && (
        <span aria-hidden="true">
          {estimated && '≈ '}
          {formats.number(Math.abs(change))}
        </span>
      )}
      <span className={state === 'SILENT' ? undefined : 'fw-visually-hidden'}>{toWeekText(week)}</span>
    </span>
  );
};

type CountProps = Readonly<{
  state: AssetState;
  summary: FleetSummary | undefined;
  selected: boolean;
  changeView: ChangeView;
}>;

const Count = memo(({ state, summary, selected, changeView }: CountProps) => {
  const words = useWords(stateMessages);
  const formats = useFormats();
  const count = summary?.[counts[state]];
  return (
    <button
      type="button"
      className={`${css['count'] ?? ''} ${css[state] ?? ''}`}
      aria-pressed={selected}
      disabled={summary === undefined}
      onClick={() => changeView({ state })}
    >
      <span className={css['label']}>{words[state]}</span>{' '}
      <span className={css['number']}>
        {count === undefined ? <Skeleton width="2ch" height="0.8em" /> : formats.number(count)}
      </span>{' '}
      {summary === undefined ? (
        <span className={css['change']}>
          <Skeleton width={state === 'SILENT' ? '9rem' : '2rem'} />
        </span>
      ) : (
        <AgainstLastWeek state={state} week={findWeekChange(summary, counts[state])} />
      )}
    </button>
  );
});
Count.displayName = 'Count';

type HeadlineProps = Readonly<{ summary: FleetSummary | undefined }>;

/** The three numbers, each with its change against last week; choosing one filters the list. */
export const Headline = ({ summary }: HeadlineProps) => {
  const { view, changeView } = useFleetView();
  const words = useWords(fleetMessages);
  return (
    <section
      className={`${card['card'] ?? ''} ${card['padded'] ?? ''} ${css['headline'] ?? ''}`}
      aria-labelledby="fw-now"
      aria-busy={summary === undefined}
    >
      <h2 id="fw-now" className={card['title']}>
        {words.now}
      </h2>
      <div className={css['counts']}>
        {shown.map((state) => (
          <Count
            key={state}
            state={state}
            summary={summary}
            selected={view?.state === state}
            changeView={changeView}
          />
        ))}
      </div>
      <div className={css['bar']} aria-hidden="true">
        {summary !== undefined &&
          shown
            .filter((state) => summary[counts[state]] > 0)
            .map((state) => (
              <span key={state} className={css[state]} style={{ flexGrow: summary[counts[state]] }} />
            ))}
      </div>
      <p className={css['total']}>
        {summary === undefined ? <Skeleton width="8rem" /> : words.ofMachines(summary.total)}
      </p>
    </section>
  );
};
