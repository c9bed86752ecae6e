import type { TrendDay } from '@fleet-watch/contracts';

const dayMs = 86_400_000;

/**
 * The UTC calendar day of a moment, as `YYYY-MM-DD`.
 *
 * @throws RangeError for an invalid date
 */
export const toUtcDate = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The UTC days from `first` to `last`, both `YYYY-MM-DD` and both included; empty when `first` is later. */
export const daysBetween = (first: string, last: string): readonly string[] => {
  const days: string[] = [];
  for (let time = Date.parse(first); time <= Date.parse(last); time += dayMs)
    days.push(toUtcDate(new Date(time)));
  return days;
};

/**
 * The UTC day that lies `count` days before another, both as `YYYY-MM-DD`; after it when `count` is negative.
 *
 * @throws RangeError when `date` is no date
 */
export const daysBefore = (date: string, count: number): string =>
  toUtcDate(new Date(Date.parse(date) - count * dayMs));

/** What is known of a fleet today, counted: enough to work out its past days. */
export type FleetCounts = {
  readonly total: number;
  readonly neverReported: number;
  /** How many of today's silent assets became silent on each UTC day. */
  readonly silentSinceByDate: ReadonlyMap<string, number>;
};

/**
 * Works out past days from what is known today, marked `estimated`.
 *
 * At a day's end an asset was silent if its present silence had begun by then. That an asset was quiet before it
 * was last seen can't be known, so it counts as reporting; assets that left the fleet are not in it.
 *
 * @param days ascending UTC days
 */
export const reconstructDays = (days: readonly string[], fleet: FleetCounts): readonly TrendDay[] => {
  const starts = [...fleet.silentSinceByDate].sort(([a], [b]) => (a < b ? -1 : 1));
  let next = 0;
  let silent = 0;
  return days.map((date) => {
    for (let start = starts[next]; start !== undefined && start[0] <= date; start = starts[++next])
      silent += start[1];
    const reporting = fleet.total - fleet.neverReported - silent;
    return { date, reporting, silent, neverReported: fleet.neverReported, estimated: true };
  });
};
