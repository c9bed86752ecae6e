import { useNavigateInHost } from '@trackunit/iris-app-sdk';
import type { FleetSummary } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useErrorWords, type ErrorWords } from '../../ui/use-error-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { useTroubleWords } from '../../ui/use-trouble-words.ts';
import { useFleetSummary } from '../fleet/api/get-fleet-summary.ts';
import { isStale } from '../fleet/fleet-status.ts';
import { findWeekChange } from '../fleet/find-week-change.ts';
import { useWeekText } from '../fleet/use-week-text.ts';
import { Sparkline } from './sparkline.tsx';
import { widgetMessages } from './widget-messages.ts';
import css from './fleet-widget.module.css';

const fleetExtension = 'fleet-watch';

const Change = ({ summary }: { readonly summary: FleetSummary }) => {
  const toWeekText = useWeekText();
  const week = findWeekChange(summary, 'silent');
  if (week === undefined) return null;
  const { change, estimated } = week;
  const tone = change > 0 ? 'worse' : 'better';
  const isNews = change !== 0 && !estimated;
  return (
    <span className={`${css['change'] ?? ''} ${(isNews && css[tone]) || ''}`}>
      {change !== 0 && <Icon name={change > 0 ? 'arrowUp' : 'arrowDown'} size={14} />}
      {toWeekText(week)}
    </span>
  );
};

/** Told only of numbers that are too old: there is little room. */
const Age = ({ summary }: { readonly summary: FleetSummary }) => {
  const words = useWords(widgetMessages);
  const formats = useFormats();
  const now = useNow();
  if (!isStale(summary, now)) return null;
  return <span className={css['age']}>{words.asOf({ ago: formats.ago(summary.asOf, now) })}</span>;
};

/** Why there are no numbers. */
const Words = ({ title, text }: ErrorWords) => (
  <span className={css['words']}>
    <strong>{title}</strong> {text}
  </span>
);

const Numbers = ({ summary }: { readonly summary: FleetSummary | undefined }) => {
  const words = useWords(widgetMessages);
  const formats = useFormats();
  return (
    <>
      <span className={css['number']}>
        {summary ? formats.number(summary.silent) : <Skeleton width="2ch" height="0.8em" />}
      </span>
      <span className={css['of']}>
        {summary ? words.ofMachines(summary.total) : <Skeleton width="6rem" />}
      </span>
      {summary ? (
        <Change summary={summary} />
      ) : (
        <span className={css['change']}>
          <Skeleton width="8rem" />
        </span>
      )}
      {summary && <Age summary={summary} />}
      {summary && <Sparkline trend={summary.trend} />}
    </>
  );
};

/** The tile on a home page: how many are silent, and which way it goes. All of it opens the fleet page. */
export const FleetWidget = () => {
  const words = useWords(widgetMessages);
  const toErrorWords = useErrorWords();
  const trouble = useTroubleWords();
  const summary = useFleetSummary();
  const { gotoExtension } = useNavigateInHost();
  const isEmpty = summary.data?.total === 0;
  const failed = summary.data === undefined && summary.isError ? toErrorWords(summary.error) : undefined;
  const instead = isEmpty ? { title: words.emptyTitle, text: words.emptyText } : (failed ?? trouble);
  return (
    <main className={css['widget']}>
      <h1 className="fw-visually-hidden">{words.title}</h1>
      <button
        type="button"
        className={css['tile']}
        aria-busy={summary.isPending}
        // A Manager that cannot go there leaves everything as it is.
        onClick={() => void gotoExtension(fleetExtension).catch(() => undefined)}
      >
        {/* Manager shows the name above the tile. */}
        <span className="fw-visually-hidden">{words.title}</span>{' '}
        {instead ? <Words {...instead} /> : <Numbers summary={summary.data} />}{' '}
        <span className="fw-visually-hidden">{words.open}</span>
      </button>
    </main>
  );
};
