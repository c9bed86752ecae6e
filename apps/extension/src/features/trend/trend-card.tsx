import type { TrendDay } from '@fleet-watch/contracts';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import card from '../../ui/card.module.css';
import { Skeleton } from '../../ui/skeleton.tsx';
import { trendMessages } from './trend-messages.ts';
import css from './trend-card.module.css';

type TrendProps = { readonly trend: readonly TrendDay[] };

const Missing = () => <p className={css['empty']}>{useWords(trendMessages).missing}</p>;

/** A file that cannot be fetched, as after a newer version took its place, is no reason to lose the numbers. */
const lazyPart = (load: () => Promise<ComponentType<TrendProps>>) =>
  lazy(async () => ({ default: await load().catch((): ComponentType<TrendProps> => Missing) }));

/** The numbers come first; the chart follows in a file of its own. Its CSS is here, as it loads with the page. */
const TrendChart = lazyPart(async () => (await import('./trend-chart.tsx')).TrendChart);
const TrendTable = lazyPart(async () => (await import('./trend-table.tsx')).TrendTable);

const Legend = ({ trend = [] }: { readonly trend: readonly TrendDay[] | undefined }) => {
  const words = useWords(trendMessages);
  if (!trend.some(({ estimated }) => estimated)) return <p className={css['legend']} />;
  return (
    <p className={css['legend']}>
      {trend.some(({ estimated }) => !estimated) && <span className={css['measured']}>{words.measured}</span>}
      <span className={css['estimated']} title={words.estimatedWhy}>
        {words.estimated}
        <span className="fw-visually-hidden"> – {words.estimatedWhy}</span>
      </span>
    </p>
  );
};

/** How many machines were silent on each of the last 90 days, as a chart or as a table. */
export const TrendCard = ({ trend }: { readonly trend: readonly TrendDay[] | undefined }) => {
  const words = useWords(trendMessages);
  const [asTable, setAsTable] = useState(false);
  const placeholder = <Skeleton height="100%" />;
  const Body = asTable ? TrendTable : TrendChart;
  return (
    <section
      className={`${card['card'] ?? ''} ${card['padded'] ?? ''} ${css['trend'] ?? ''}`}
      aria-labelledby="fw-trend"
    >
      <header className={css['header']}>
        <h2 id="fw-trend" className={card['title']}>
          {words.title}
        </h2>
        <Button variant="ghost" onClick={() => setAsTable(!asTable)}>
          {asTable ? words.showChart : words.showTable}
        </Button>
      </header>
      <Legend trend={trend} />
      <div className={css['body']}>
        {trend === undefined && placeholder}
        {trend?.length === 0 && <p className={css['empty']}>{words.empty}</p>}
        {trend !== undefined && trend.length > 0 && (
          <Suspense fallback={placeholder}>
            <Body trend={trend} />
          </Suspense>
        )}
      </div>
    </section>
  );
};
