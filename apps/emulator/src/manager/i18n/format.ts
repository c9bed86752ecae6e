import type { Language } from './language.ts';

/** A point in time as people of a language write it, in their own time zone. */
export function formatTime(time: string | null, language: Language): string {
  if (time === null) return '–';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(time),
  );
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in the largest unit that fits: "3 days ago". */
export function formatAgo(time: string | null, now: Date, language: Language): string {
  if (time === null) return '–';
  const pastMs = now.getTime() - Date.parse(time);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, ms] of units) {
    if (Math.abs(pastMs) >= ms) return format.format(-Math.trunc(pastMs / ms), unit);
  }
  return format.format(0, 'minute');
}

/** A number with the separators of a language. */
export const formatNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(language).format(value);
