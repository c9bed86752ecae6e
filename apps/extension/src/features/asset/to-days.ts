import type { AssetDetail, AssetState, FleetSummary } from '@fleet-watch/contracts';
import { isStale } from '../fleet/fleet-status.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** What is told of a day. `NOT_KNOWN`: no reading of the fleet says how the machine was. */
export type DayState = AssetState | 'NOT_KNOWN';

/** One UTC day of a machine: the state at its end, and whether that was worked out afterwards. */
export type AssetDay = Readonly<{ date: string; state: DayState; estimated: boolean }>;

type Moment = Readonly<{
  atMs: number;
  /** Whether the fleet was read on that day. */
  isRead: boolean;
  /** Whether it was read on an earlier day. */
  isReadBefore: boolean;
}>;

/** Null is later than every moment: it did not come about. */
const isSince = (atMs: number, instant: string | null): boolean =>
  instant !== null && atMs >= Date.parse(instant);

/**
 * A machine that is silent and never changed was so when it was first read: what a reading before its silence told of
 * it cannot be had, for it may have been under another threshold, or not yet in the fleet.
 */
const toStateBeforeSilence = ({ lastSeenAt }: AssetDetail, { atMs, isRead }: Moment): DayState =>
  !isRead && isSince(atMs, lastSeenAt) ? 'REPORTING' : 'NOT_KNOWN';

/** The state while no change was known: what every reading told until the oldest change, or until now. */
const toUnchangedState = (asset: AssetDetail, moment: Moment): DayState => {
  const oldest = asset.transitions.at(-1);
  const state = oldest?.from ?? asset.state;
  if (oldest === undefined && state === 'SILENT') {
    return isSince(moment.atMs, asset.silentSince) ? state : toStateBeforeSilence(asset, moment);
  }
  if (state === 'NEVER_REPORTED' || moment.isRead || moment.isReadBefore) return state;
  // Before the first reading there is one thing to go by: it was seen then, and its threshold had not run out.
  const { lastSeenAt } = oldest ?? asset;
  return state === 'REPORTING' && isSince(moment.atMs, lastSeenAt) ? state : 'NOT_KNOWN';
};

const toStateAt = (asset: AssetDetail, moment: Moment): DayState =>
  asset.transitions.find(({ at }) => isSince(moment.atMs, at))?.to ?? toUnchangedState(asset, moment);

/** The days of the trend that were counted when the fleet was read; the others were filled in. */
const toReadDates = ({ trend }: Pick<FleetSummary, 'trend'>): readonly string[] =>
  trend.filter(({ estimated }) => !estimated).map(({ date }) => date);

const toDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

type Span = Readonly<{ now: number; days: number; summary: FleetSummary }>;

/**
 * The machine's last days, the oldest first and today the last. A day on which the fleet was read has the state that
 * is known of it; one before that, or between readings, one that was worked out and is called estimated; one that
 * nothing tells of, such as those after the last reading, has none.
 *
 * @param summary its trend says on which days the fleet was read. As long as it is not stale, today counts as one:
 *   what was read before midnight is what the tab shows as the state of now
 */
export const toDays = (asset: AssetDetail, { now, days, summary }: Span): readonly AssetDay[] => {
  const today = Math.floor(now / dayMs);
  const readDates = toReadDates(summary);
  const known = new Set(isStale(summary, now) ? readDates : [...readDates, toDate(now)]);
  const [firstRead] = readDates;
  return Array.from({ length: days }, (_, index) => {
    const startMs = (today - days + 1 + index) * dayMs;
    const atMs = Math.min(startMs + dayMs - 1, now);
    const date = toDate(startMs);
    const isRead = known.has(date);
    const isReadBefore = firstRead !== undefined && firstRead < date;
    const isAfterReadings = !isRead && date > toDate(Date.parse(summary.asOf));
    const state = isAfterReadings ? 'NOT_KNOWN' : toStateAt(asset, { atMs, isRead, isReadBefore });
    return { date, state, estimated: !isRead && state !== 'NOT_KNOWN' };
  });
};
