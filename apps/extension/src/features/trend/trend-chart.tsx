import type { TrendDay } from '@fleet-watch/contracts';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { trendMessages } from './trend-messages.ts';
import { TrendCurves } from './trend-curves.tsx';
import { toMarkedDays, toRoundMaximum } from './trend-scale.ts';
import css from './trend-chart.module.css';

type Trend = readonly TrendDay[];

const useDayText = () => {
  const words = useWords(trendMessages);
  const formats = useFormats();
  return ({ date, silent, reporting, neverReported, estimated }: TrendDay) => {
    const toText = estimated ? words.estimatedDayText : words.dayText;
    return {
      main: toText({ day: formats.day(date), silent }),
      rest: [words.reporting({ count: reporting }), words.neverReported({ count: neverReported })].join(', '),
    };
  };
};

type PointerProps = Readonly<{ day: TrendDay; share: number; height: number }>;

/** The day that is pointed at: a line, a dot, and its numbers in words in the half where the dot is not. */
const DayMark = ({ day, share, height }: PointerProps) => {
  const { main, rest } = useDayText()(day);
  return (
    <div
      className={css['mark']}
      style={{ insetInlineStart: `${String(share * 100)}%` }}
      data-high={height > 0.5 || undefined}
      aria-hidden="true"
    >
      <span className={css['dot']} style={{ insetBlockEnd: `${String(height * 100)}%` }} />
      <span className={css['bubble']} style={{ translate: `${String(-share * 100)}% 0` }}>
        <strong>{main}</strong>
        <span>{rest}</span>
      </span>
    </div>
  );
};

const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -7,
  PageUp: 7,
  Home: -Infinity,
  End: Infinity,
};

/** Which day is pointed at, by pointer or by key. */
const usePointedDay = (days: number) => {
  const [pointed, setPointed] = useState<number | undefined>();
  const clamp = (index: number) => Math.max(0, Math.min(days - 1, index));
  return {
    pointed: pointed === undefined ? undefined : clamp(pointed),
    handlers: {
      onPointerMove: ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        setPointed(clamp(Math.round(((clientX - left) / width) * (days - 1))));
      },
      onPointerLeave: () => setPointed(undefined),
      onBlur: () => setPointed(undefined),
      onFocus: () => setPointed((current) => current ?? days - 1),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'Escape') setPointed(undefined);
        const step = keySteps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        setPointed((current) => clamp((current ?? days - 1) + step));
      },
    },
  };
};

/** The silent machines of each day as a curve. The keyboard walks through the days as the pointer does. */
export const TrendChart = ({ trend }: { readonly trend: Trend }) => {
  const words = useWords(trendMessages);
  const formats = useFormats();
  const toDayText = useDayText();
  const { pointed, handlers } = usePointedDay(trend.length);
  const maximum = toRoundMaximum(Math.max(...trend.map(({ silent }) => silent)));
  const spoken = trend[pointed ?? trend.length - 1];
  const marked = pointed === undefined ? undefined : trend[pointed];
  const text = spoken && toDayText(spoken);
  return (
    <div className={css['chart']} dir="ltr">
      <div className={css['scale']} aria-hidden="true">
        {[maximum, maximum / 2, 0].map((mark) => (
          <span key={mark}>{formats.number(mark)}</span>
        ))}
      </div>
      <div
        className={css['plot']}
        role="slider"
        tabIndex={0}
        aria-label={words.walk}
        aria-valuemin={0}
        aria-valuemax={trend.length - 1}
        aria-valuenow={pointed ?? trend.length - 1}
        aria-valuetext={text && `${text.main}, ${text.rest}`}
        {...handlers}
      >
        <TrendCurves trend={trend} maximum={maximum} className={css['curves']} />
        {marked !== undefined && pointed !== undefined && (
          <DayMark
            day={marked}
            share={trend.length < 2 ? 0.5 : pointed / (trend.length - 1)}
            height={marked.silent / maximum}
          />
        )}
      </div>
      <div className={css['days']} aria-hidden="true">
        {toMarkedDays(trend.length).map((index) => (
          <span key={index}>{formats.shortDay(trend[index]?.date ?? '')}</span>
        ))}
      </div>
    </div>
  );
};
