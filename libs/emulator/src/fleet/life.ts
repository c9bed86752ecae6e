import { fraction, hash } from './hash.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What a machine does, in Trackunit's words. */
export type Activity = 'WORKING' | 'IDLING' | 'STOPPED' | 'UNKNOWN';

/** Where an asset's story is decided. */
export type LifeKey = {
  readonly seed: number;
  readonly index: number;
  /** Epoch milliseconds at which the fleet's story begins to be told; counts are the same at every start. */
  readonly epochMs: number;
  readonly isTag: boolean;
};

/**
 * The story of one asset as pure functions of time, so that a million of them need no memory.
 *
 * Some never report (4 %; tags 8 %). Some have been quiet for 4 to 120 days when the story begins, and a third of
 * those come back within two months. The others live in cycles of 14 to 60 days, and in a third of the cycles they
 * go quiet for 1 to 12 days. What is not quiet is heard of about hourly when it stands and every ten minutes when
 * it works, which is what an integrator with live access sees.
 */
export const lastSeenMs = (key: LifeKey, nowMs: number): number | null => {
  if (isNeverHeard(key)) return null;
  const quiet = quietAt(key, nowMs);
  if (quiet === undefined) return lastReportMs(key, nowMs);
  if (nowMs >= quiet.fromMs && nowMs < quiet.toMs) return standingReportMs(key, quiet.fromMs);
  if (nowMs < quiet.fromMs) return lastReportMs(key, nowMs);
  // Back again: what was heard before the silence counts until the first report after it.
  const report = lastReportMs(key, nowMs);
  return report >= quiet.toMs ? report : standingReportMs(key, quiet.fromMs);
};

/** What the asset does now; tags and quiet ones do not say. */
export const activityAt = (key: LifeKey, nowMs: number): Activity => {
  const seen = lastSeenMs(key, nowMs);
  if (key.isTag || seen === null || nowMs - seen > 2 * hourMs) return 'UNKNOWN';
  if (!isWorkTime(key, nowMs)) return 'STOPPED';
  const at = fraction(key.seed, key.index, 41, Math.floor(nowMs / hourMs));
  return at < 0.55 ? 'WORKING' : at < 0.8 ? 'IDLING' : 'STOPPED';
};

const isNeverHeard = ({ seed, index, isTag }: LifeKey): boolean =>
  fraction(seed, index, 31) < (isTag ? 0.08 : 0.04);

type Quiet = { readonly fromMs: number; readonly toMs: number };

/** The silence that matters at a time: the one under way, or the last before it in the same cycle. */
const quietAt = (key: LifeKey, nowMs: number): Quiet | undefined => {
  const { seed, index, epochMs } = key;
  if (fraction(seed, index, 32) < 0.08) {
    const fromMs = epochMs - (4 + fraction(seed, index, 33) * 116) * dayMs;
    const returns = fraction(seed, index, 34) < 0.33;
    const toMs = returns ? epochMs + fraction(seed, index, 35) * 60 * dayMs : Number.POSITIVE_INFINITY;
    if (nowMs < toMs) return { fromMs, toMs };
  }
  return cycleQuiet(key, nowMs);
};

const cycleQuiet = ({ seed, index, epochMs }: LifeKey, nowMs: number): Quiet | undefined => {
  const lengthMs = (14 + Math.floor(fraction(seed, index, 36) * 46)) * dayMs;
  const phaseMs = fraction(seed, index, 37) * lengthMs;
  const cycle = Math.floor((nowMs - epochMs + phaseMs) / lengthMs);
  if (fraction(seed, index, 38, cycle) >= 0.33) return undefined;
  const durationMs = (1 + fraction(seed, index, 39, cycle) * 11) * dayMs;
  const startMs = epochMs - phaseMs + cycle * lengthMs;
  const fromMs = startMs + hourMs + fraction(seed, index, 40, cycle) * (lengthMs - durationMs - 4 * hourMs);
  return { fromMs, toMs: fromMs + durationMs };
};

const gridBefore = (atMs: number, originMs: number, stepMs: number): number =>
  originMs + Math.floor((atMs - originMs) / stepMs) * stepMs;

const originOf = ({ seed, index, epochMs }: LifeKey): number =>
  gridBefore(epochMs - (hash(seed, index, 42) % 3600) * 1000, 0, 1000);

/** The last hourly report; its grid hangs on the epoch, so that the age of a silence is the same at every start. */
const standingReportMs = (key: LifeKey, atMs: number): number => gridBefore(atMs, originOf(key), hourMs);

/** The last report of an asset that is not quiet. It never goes back: after work the last report of work counts. */
const lastReportMs = (key: LifeKey, atMs: number): number => {
  const standing = standingReportMs(key, atMs);
  if (key.isTag) return standing;
  const { fromMs, toMs } = workHours(key, atMs);
  if (atMs < fromMs || fromMs === toMs) return standing;
  return Math.max(standing, gridBefore(Math.min(atMs, toMs), originOf(key), 10 * minuteMs));
};

/** Working hours of the day, in UTC: from about six to about four, none at the weekend. */
const workHours = ({ seed, index }: LifeKey, atMs: number): Quiet => {
  const day = Math.floor(atMs / dayMs);
  const weekday = (day + 4) % 7;
  const fromMs = day * dayMs + (5.5 + fraction(seed, index, 43)) * hourMs;
  const works = weekday !== 0 && weekday !== 6 && fraction(seed, index, 44, day) < 0.8;
  return { fromMs, toMs: works ? fromMs + (8 + fraction(seed, index, 45, day) * 2) * hourMs : fromMs };
};

const isWorkTime = (key: LifeKey, atMs: number): boolean => {
  const { fromMs, toMs } = workHours(key, atMs);
  return atMs >= fromMs && atMs < toMs;
};
