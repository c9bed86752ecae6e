import type { TrendDay } from '@fleet-watch/contracts';

/** Each, times a power of ten, halves into a whole number from 4 on. */
const steps = [1, 1.2, 1.6, 2, 2.4, 3, 4, 6, 8, 10];

/** A round number at or above `most`, so that the axis has readable marks; at least 4. */
export const toRoundMaximum = (most: number): number => {
  const wanted = Math.max(4, most);
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const maxima = steps.map((step) => Math.round(step * magnitude));
  return maxima.find((maximum) => maximum >= wanted) ?? wanted;
};

export type Point = Readonly<{ x: number; y: number }>;

/** Places the days in a box of 100 × 100 whose origin is at the top left. */
export const toPoints = (trend: readonly TrendDay[], maximum: number): readonly Point[] =>
  trend.map(({ silent }, index) => ({
    x: trend.length < 2 ? 50 : (index / (trend.length - 1)) * 100,
    y: 100 - (silent / maximum) * 100,
  }));

const toText = (value: number): string => String(Math.round(value * 100) / 100);

/** An SVG path through the points; one alone is a line without length, which a round cap makes a dot. */
export const toLine = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${toText(x)} ${toText(y)}`).join('') +
  (points.length === 1 ? 'h0' : '');

/** The area between the points and the bottom. */
export const toArea = (points: readonly Point[]): string => {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  return `${toLine(points)}L${toText(last.x)} 100L${toText(first.x)} 100Z`;
};

/** Points of days in a row that are drawn in one way. */
export type Run = Readonly<{ estimated: boolean; points: readonly Point[] }>;

/**
 * Parts the points of a trend where measuring begins or ends. What is estimated reaches to the measured days beside it:
 * the line has no gap, and none of it claims to be measured that was not.
 */
export const toRuns = (trend: readonly TrendDay[], points: readonly Point[]): readonly Run[] => {
  const starts = trend.flatMap(({ estimated }, day) =>
    trend[day - 1]?.estimated === estimated ? [] : [{ estimated, day }],
  );
  return starts.map(({ estimated, day }, run) => {
    const reach = estimated ? 1 : 0;
    const end = starts[run + 1]?.day ?? trend.length;
    return { estimated, points: points.slice(Math.max(0, day - reach), end + reach) };
  });
};

/** Days that get a mark on the axis: five, evenly, the first and the last among them. */
export const toMarkedDays = (days: number): readonly number[] =>
  days < 5
    ? Array.from({ length: days }, (_, day) => day)
    : [0, 1, 2, 3, 4].map((mark) => Math.round((mark * (days - 1)) / 4));
