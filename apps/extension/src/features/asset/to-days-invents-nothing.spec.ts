import type { AssetDetail, AssetState, FleetSummary, Transition } from '@fleet-watch/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDays } from './to-days.ts';

const hourMs = 3_600_000;
const days = 12;
const firstMs = Date.parse('2026-11-11T00:00:00Z');
const lastHour = days * 24 - 1;

/** Hours of the twelve days: when the machine was seen, when the fleet was read, and after how many it is silent. */
type World = Readonly<{ seen: readonly number[]; read: readonly number[]; threshold: number; now: number }>;

const toInstant = (hour: number): string => new Date(firstMs + hour * hourMs).toISOString();

const findSeen = ({ seen }: World, hour: number): number | undefined =>
  seen.filter((at) => at <= hour).toSorted((a, b) => b - a)[0];

/** The rule of Fleet Watch, asked of a world in which everything is known. */
const toTruth = (world: World, hour: number): AssetState => {
  const last = findSeen(world, hour);
  if (last === undefined) return 'NEVER_REPORTED';
  return hour > last + world.threshold ? 'SILENT' : 'REPORTING';
};

/** What the backend notes down at a reading, as `libs/fleet` dates it. */
const toChange = (world: World, before: number, at: number): readonly Transition[] => {
  const [from, to] = [toTruth(world, before), toTruth(world, at)];
  const last = findSeen(world, at) ?? at;
  if (from === to) return [];
  return [
    { from, to, at: toInstant(to === 'SILENT' ? last + world.threshold : last), lastSeenAt: toInstant(last) },
  ];
};

const toDetail = (world: World): AssetDetail => {
  const end = world.read.at(-1) ?? 0;
  const last = findSeen(world, end);
  const state = toTruth(world, end);
  return {
    assetId: 'a',
    name: null,
    brand: null,
    model: null,
    serialNumber: null,
    assetType: null,
    state,
    lastSeenAt: last === undefined ? null : toInstant(last),
    silentSince: state === 'SILENT' ? toInstant((last ?? 0) + world.threshold) : null,
    transitions: world.read
      .slice(1)
      .flatMap((at, index) => toChange(world, world.read[index] ?? 0, at))
      .toReversed(),
  };
};

const isOn = (day: number) => (hour: number) => Math.floor(hour / 24) === day;

const toSummary = ({ read }: World): FleetSummary => {
  const end = read.at(-1) ?? 0;
  return {
    asOf: toInstant(end),
    total: 1,
    reporting: 0,
    silent: 0,
    neverReported: 0,
    trend: Array.from({ length: Math.floor(end / 24) + 1 }, (_, day) => ({
      date: toInstant(day * 24).slice(0, 10),
      reporting: 0,
      silent: 0,
      neverReported: 0,
      estimated: !read.some(isOn(day)),
    })),
  };
};

const hour = fc.integer({ min: 0, max: lastHour - 1 });

const world: fc.Arbitrary<World> = fc
  .record({
    seen: fc.uniqueArray(hour, { maxLength: 8 }),
    read: fc.uniqueArray(hour, { minLength: 1, maxLength: 30 }),
    threshold: fc.integer({ min: 1, max: 100 }),
  })
  // Times that are no whole hours apart from any other, so that nothing depends on which of two is first.
  .map(({ seen, read, threshold }) => ({
    seen: seen.map((at) => at + 0.25),
    read: read.toSorted((a, b) => a - b).map((at) => at + 0.5),
    threshold,
    now: lastHour,
  }));

/** Every state that the day may have without anything being made up. */
const toAllowed = (given: World, day: number): readonly AssetState[] => {
  const { read, now } = given;
  const end = Math.min(day * 24 + 24 - 1 / hourMs, now);
  const atEnd = toTruth(given, end);
  const previous = read.findLast((at) => at <= end);
  const next = read.find((at) => at > end);
  // Before the first reading there is no other than the true one.
  if (previous === undefined) return [atEnd];
  if (read.some(isOn(day))) return [atEnd, ...read.filter(isOn(day)).map((at) => toTruth(given, at))];
  if (next !== undefined) return [atEnd, toTruth(given, previous), toTruth(given, next)];
  // After the last reading there is none, but for today while that reading still tells of now.
  return isOn(day)(now) && now - previous <= 3 ? [toTruth(given, previous)] : [];
};

test('a day has a state that was true on it, or true at a reading around it, or none', () => {
  fc.assert(
    fc.property(world, (given) => {
      const now = firstMs + given.now * hourMs;
      const drawn = toDays(toDetail(given), { now, days, summary: toSummary(given) });
      const wrong = drawn.filter(
        ({ state }, day) => state !== 'NOT_KNOWN' && !toAllowed(given, day).includes(state),
      );
      expect(wrong).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
