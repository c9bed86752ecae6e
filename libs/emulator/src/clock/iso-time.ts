const dayMs = 86_400_000;

const digits = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));

const days = new Map<number, string>();

/** The date of a day and its `T`; a fleet's times fall on few days. */
const dateOf = (day: number): string => {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * dayMs).toISOString().slice(0, 11);
  if (days.size > 2_000) days.clear();
  days.set(day, text);
  return text;
};

/**
 * The same text as `Date.toISOString`, several times faster: a page of 100 assets writes 100 of them.
 *
 * @param ms epoch milliseconds
 */
export const toIsoTime = (ms: number): string => {
  const whole = Math.trunc(ms);
  const day = Math.floor(whole / dayMs);
  const rest = whole - day * dayMs;
  const seconds = Math.floor(rest / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${dateOf(day)}${digits[h]}:${digits[m]}:${digits[s]}.${String(rest % 1000).padStart(3, '0')}Z`;
};
