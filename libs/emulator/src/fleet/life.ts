import { fraction, hash, turnFraction, type Place } from './hash.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What a machine does, in Trackunit's words. */
export type Activity = 'WORKING' | 'IDLING' | 'STOPPED' | 'UNKNOWN';

/** Where an asset's story is decided. */
export type LifeKey = Place & {
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
  const long = longSilence(key);
  const own = toLastSeen(key, cycleSilence(key, nowMs), nowMs);
  return long ? Math.max(lastReportMs(key, long.fromMs), nowMs < long.toMs ? 0 : own) : own;
};

/** What was heard before a silence counts until the first report after it. */
const toLastSeen = (key: LifeKey, silence: Span | undefined, nowMs: number): number => {
  const report = lastReportMs(key, nowMs);
  if (!silence || nowMs < silence.fromMs || report >= silence.toMs) return report;
  return lastReportMs(key, silence.fromMs);
};

/** What the asset does now; tags and quiet ones do not say. */
export const activityAt = (key: LifeKey, nowMs: number): Activity => {
  const seen = lastSeenMs(key, nowMs);
  if (key.isTag || seen === null || nowMs - seen > 2 * hourMs) return 'UNKNOWN';
  if (!isWorkTime(key, nowMs)) return 'STOPPED';
  const at = turnFraction(key, 41, Math.floor(nowMs / hourMs));
  return at < 0.55 ? 'WORKING' : at < 0.8 ? 'IDLING' : 'STOPPED';
};

/** Whether an asset never reports at all. */
export const isNeverHeard = ({ seed, index, isTag }: LifeKey): boolean =>
  fraction(seed, index, 31) < (isTag ? 0.08 : 0.04);

type Span = { readonly fromMs: number; readonly toMs: number };

/** The silence that some are in when the story begins. */
const longSilence = ({ seed, index, epochMs }: LifeKey): Span | undefined => {
  if (fraction(seed, index, 32) >= 0.08) return undefined;
  const fromMs = epochMs - (4 + fraction(seed, index, 33) * 116) * dayMs;
  const returns = fraction(seed, index, 34) < 0.33;
  return {
    fromMs,
    toMs: returns ? epochMs + fraction(seed, index, 35) * 60 * dayMs : Number.POSITIVE_INFINITY,
  };
};

/** The silence of the cycle that a time falls in, if the cycle has one; it ends before the cycle does. */
const cycleSilence = (key: LifeKey, nowMs: number): Span | undefined => {
  const { seed, index, epochMs } = key;
  const lengthMs = (14 + Math.floor(fraction(seed, index, 36) * 46)) * dayMs;
  const phaseMs = fraction(seed, index, 37) * lengthMs;
  const cycle = Math.floor((nowMs - epochMs + phaseMs) / lengthMs);
  if (turnFraction(key, 38, cycle) >= 0.33) return undefined;
  const durationMs = (1 + turnFraction(key, 39, cycle) * 11) * dayMs;
  const startMs = epochMs - phaseMs + cycle * lengthMs;
  const fromMs = startMs + hourMs + turnFraction(key, 40, cycle) * (lengthMs - durationMs - 4 * hourMs);
  return { fromMs, toMs: fromMs + durationMs };
};

const gridBefore = (atMs: number, originMs: number, stepMs: number): number =>
  originMs + Math.floor((atMs - originMs) / stepMs) * stepMs;

const originOf = ({ seed, index, epochMs }: LifeKey): number =>
  gridBefore(epochMs, 0, 1000) - (hash(seed, index, 42) % 3600) * 1000;

/** The last report. It never goes back: after work the last report of work counts, until an hourly one comes. */
const lastReportMs = (key: LifeKey, atMs: number): number => {
  const origin = originOf(key);
  const standing = gridBefore(atMs, origin, hourMs);
  if (key.isTag) return standing;
  const { fromMs, toMs } = workHours(key, atMs);
  if (atMs < fromMs || fromMs === toMs) return standing;
  return Math.max(standing, gridBefore(Math.min(atMs, toMs), origin, 10 * minuteMs));
};

/** The story begins on a Wednesday at ten, so that the first look at a fleet is the same whenever it is taken. */
const beginsMs = 3 * dayMs + 10 * hourMs;

/** Working hours of the story's day: from about six to about four, none at the weekend. */
const workHours = (key: LifeKey, atMs: number): Span => {
  const { seed, index, epochMs } = key;
  const day = Math.floor((atMs - epochMs + beginsMs) / dayMs);
  const weekday = ((day % 7) + 7) % 7;
  const fromMs = epochMs - beginsMs + day * dayMs + (5.5 + fraction(seed, index, 43)) * hourMs;
  const works = weekday !== 0 && weekday !== 6 && turnFraction(key, 44, day) < 0.8;
  return { fromMs, toMs: works ? fromMs + (8 + turnFraction(key, 45, day) * 2) * hourMs : fromMs };
};

const isWorkTime = (key: LifeKey, atMs: number): boolean => {
  const { fromMs, toMs } = workHours(key, atMs);
  return atMs >= fromMs && atMs < toMs;
};
