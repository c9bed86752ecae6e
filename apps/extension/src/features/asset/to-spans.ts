import type { AssetDay } from './to-days.ts';

/** Days that are drawn as one, the first and the last of them included. */
export type DaySpan = Readonly<{ first: AssetDay; last: AssetDay; length: number }>;

const isOfSpan = (span: DaySpan | undefined, day: AssetDay): span is DaySpan =>
  span?.last.state === 'NOT_KNOWN' && day.state === 'NOT_KNOWN';

/** Puts days in a row that nothing is known of together; every other day stands by itself. */
export const toSpans = (days: readonly AssetDay[]): readonly DaySpan[] =>
  days.reduce<readonly DaySpan[]>((spans, day) => {
    const span = spans.at(-1);
    return isOfSpan(span, day)
      ? [...spans.slice(0, -1), { first: span.first, last: day, length: span.length + 1 }]
      : [...spans, { first: day, last: day, length: 1 }];
  }, []);
