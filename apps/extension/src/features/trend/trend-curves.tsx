import type { TrendDay } from '@fleet-watch/contracts';
import { toArea, toLine, toPoints, toRuns } from './trend-scale.ts';
import css from './trend-curves.module.css';

type CurvesProps = Readonly<{ trend: readonly TrendDay[]; maximum: number; className: string | undefined }>;

/** The silent machines of each day as a line over an area: solid where they were counted, dotted where estimated. */
export const TrendCurves = ({ trend, maximum, className }: CurvesProps) => {
  const runs = toRuns(trend, toPoints(trend, maximum));
  const toPath = (isEstimated: boolean, draw: typeof toLine) =>
    runs
      .filter(({ estimated }) => estimated === isEstimated)
      .map(({ points }) => draw(points))
      .join('');
  return (
    <svg className={className} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path className={css['estimatedArea']} d={toPath(true, toArea)} />
      <path className={css['measuredArea']} d={toPath(false, toArea)} />
      <path className={css['estimatedLine']} d={toPath(true, toLine)} vectorEffect="non-scaling-stroke" />
      <path className={css['measuredLine']} d={toPath(false, toLine)} vectorEffect="non-scaling-stroke" />
    </svg>
  );
};
