import type { FleetSummary, TrendDay } from '@fleet-watch/contracts';

const weekMs = 7 * 24 * 60 * 60 * 1_000;

/** The counts of the same UTC day one week earlier, where the trend has it. */
export const findLastWeek = ({ asOf, trend }: FleetSummary): TrendDay | undefined => {
  const date = new Date(Date.parse(asOf) - weekMs).toISOString().slice(0, 10);
  return trend.find((day) => day.date.slice(0, 10) === date);
};
