import type { TrendDay } from '@fleet-watch/contracts';
import { TrendCurves } from '../trend/trend-curves.tsx';
import { toRoundMaximum } from '../trend/trend-scale.ts';
import css from './fleet-widget.module.css';

/** The silent machines of 90 days without axes: which way it goes. The numbers are on the fleet page. */
export const Sparkline = ({ trend }: { readonly trend: readonly TrendDay[] }) => (
  <TrendCurves
    trend={trend}
    maximum={toRoundMaximum(Math.max(0, ...trend.map(({ silent }) => silent)))}
    className={css['sparkline']}
  />
);
