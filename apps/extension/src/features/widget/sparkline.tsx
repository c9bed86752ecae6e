import type { TrendDay } from '@fleet-watch/contracts';
import { toArea, toLine, toPoints, toRoundMaximum } from '../trend/trend-scale.ts';
import css from './fleet-widget.module.css';

/** The silent machines of 90 days without axes: which way it goes. The numbers are on the fleet page. */
export const Sparkline = ({ trend }: { readonly trend: readonly TrendDay[] }) => {
  const points = toPoints(trend, toRoundMaximum(Math.max(0, ...trend.map(({ silent }) => silent))));
  return (
    <svg className={css['sparkline']} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path className={css['area']} d={toArea(points)} />
      <path className={css['line']} d={toLine(points)} vectorEffect="non-scaling-stroke" />
    </svg>
  );
};
