import { toNumberFormat } from './intl.ts';

/** How numbers and times are written in one language, in the reader's own time zone. */
export type Formats = Readonly<{
  number: (value: number) => string;
  /** `3 hours ago`; `now` below a minute. */
  ago: (instant: string, nowMs: number) => string;
  /** `4 days`: how long, rounded down to its largest unit. */
  duration: (milliseconds: number) => string;
  /** `21 Nov 2026, 14:05`. */
  dateTime: (instant: string) => string;
  /** `21 November 2026`: a UTC day as such, whatever the time zone. */
  day: (date: string) => string;
  /** `21 Nov`. */
  shortDay: (date: string) => string;
}>;

const minuteMs = 60_000;
/** Days are the largest: "74 days" says more than "2 months". */
const steps = [
  { unit: 'day', ms: 24 * 60 * minuteMs },
  { unit: 'hour', ms: 60 * minuteMs },
  { unit: 'minute', ms: minuteMs },
] as const;

/** The largest unit that fits, and how often it does; below a minute it is 0 minutes. */
const toLargestUnit = (milliseconds: number) => {
  const step = steps.find(({ ms }) => milliseconds >= ms) ?? steps[2];
  return { unit: step.unit, count: Math.floor(milliseconds / step.ms) };
};

/** Builds the formats of one language. `Intl` objects are costly, so each is made once, when first used. */
export const createFormats = (language: string): Formats => {
  const number = toNumberFormat(language);
  const relative = new Intl.RelativeTimeFormat(language);
  const now = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second');
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const units = new Map<string, Intl.NumberFormat>();

  const formatUnit = (unit: string, count: number) => {
    const format =
      units.get(unit) ?? new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
    units.set(unit, format);
    return format.format(count);
  };

  return {
    number: (value) => number.format(value),
    ago: (instant, nowMs) => {
      const { unit, count } = toLargestUnit(Math.max(0, nowMs - Date.parse(instant)));
      return count === 0 ? now : relative.format(-count, unit);
    },
    duration: (milliseconds) => {
      const { unit, count } = toLargestUnit(Math.max(0, milliseconds));
      return formatUnit(unit, count);
    },
    dateTime: (instant) => dateTime.format(new Date(instant)),
    day: (date) => day.format(new Date(date)),
    shortDay: (date) => shortDay.format(new Date(date)),
  };
};
