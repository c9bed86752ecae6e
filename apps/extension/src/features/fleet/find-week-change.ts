import type { FleetSummary } from '@fleet-watch/contracts';

const weekMs = 7 * 24 * 60 * 60 * 1_000;

export type WeekChange = Readonly<{
  /** Positive when there are more now. */
  change: number;
  /**
   * Whether last week's number is an estimate. Those leave out machines that were silent then and came back, so more
   * silent ones than that are no sign that it gets worse.
   */
  estimated: boolean;
}>;

/** How a count differs from the same UTC day one week earlier, where the trend has that day. */
export const findWeekChange = (
  summary: FleetSummary,
  count: 'silent' | 'reporting' | 'neverReported',
): WeekChange | undefined => {
  const date = new Date(Date.parse(summary.asOf) - weekMs).toISOString().slice(0, 10);
  const day = summary.trend.find((known) => known.date.slice(0, 10) === date);
  return day && { change: summary[count] - day[count], estimated: day.estimated };
};
