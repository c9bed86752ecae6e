import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  daysBefore,
  daysBetween,
  evaluateAsset,
  isSameThresholds,
  reconstructDays,
  thresholdHoursFor,
  toUtcDate,
  transitionBetween,
} from './index.ts';

const at = (text: string) => new Date(text);
const noon = at('2026-03-10T12:00:00.000Z');

test('an asset that was never heard from has never reported, whatever its threshold', () => {
  expect(evaluateAsset({ lastSeenAt: null, thresholdHours: 1 }, noon)).toEqual({
    state: 'NEVER_REPORTED',
    silentSince: null,
  });
});

test('an asset becomes silent just after its threshold, not at it', () => {
  const lastSeenAt = at('2026-03-07T12:00:00.000Z');
  expect(evaluateAsset({ lastSeenAt, thresholdHours: 72 }, noon).state).toBe('REPORTING');
  expect(evaluateAsset({ lastSeenAt, thresholdHours: 72 }, at('2026-03-10T12:00:00.001Z'))).toEqual({
    state: 'SILENT',
    silentSince: noon,
  });
});

test('an asset whose clock runs ahead is reporting', () => {
  expect(evaluateAsset({ lastSeenAt: at('2027-01-01T00:00:00Z'), thresholdHours: 1 }, noon).state).toBe(
    'REPORTING',
  );
});

test('hours are hours on the night the clocks change', () => {
  const lastSeenAt = at('2026-03-28T12:00:00+01:00');
  const { silentSince } = evaluateAsset({ lastSeenAt, thresholdHours: 24 }, at('2026-04-01T00:00:00Z'));
  expect(silentSince?.toISOString()).toBe('2026-03-29T11:00:00.000Z');
});

test('a threshold by asset type wins over the default, and an unknown type takes the default', () => {
  const thresholds = { silentAfterHours: 72, silentAfterHoursByAssetType: { TOOL: 336 } };
  expect(thresholdHoursFor(thresholds, 'TOOL')).toBe(336);
  expect(thresholdHoursFor(thresholds, 'MACHINE')).toBe(72);
  expect(thresholdHoursFor(thresholds, 'toString')).toBe(72);
  expect(thresholdHoursFor(thresholds, null)).toBe(72);
});

test('thresholds are the same in whatever order they name the types, and others with another number or type', () => {
  const thresholds = { silentAfterHours: 72, silentAfterHoursByAssetType: { TOOL: 336, MACHINE: 24 } };
  const turned = { silentAfterHours: 72, silentAfterHoursByAssetType: { MACHINE: 24, TOOL: 336 } };
  expect(isSameThresholds(thresholds, turned)).toBe(true);
  expect(isSameThresholds(thresholds, { ...turned, silentAfterHours: 71 })).toBe(false);
  const fewer = { silentAfterHours: 72, silentAfterHoursByAssetType: { TOOL: 336 } };
  expect(isSameThresholds(thresholds, fewer)).toBe(false);
});

test('the same state twice is no transition', () => {
  const after = { state: 'REPORTING', silentSince: null } as const;
  expect(transitionBetween({ before: 'REPORTING', after, lastSeenAt: noon, asOf: noon })).toBeUndefined();
});

test('going silent is dated to when the threshold ran out', () => {
  const silentSince = at('2026-03-10T03:00:00Z');
  const lastSeenAt = at('2026-03-07T03:00:00Z');
  const after = { state: 'SILENT', silentSince } as const;
  expect(transitionBetween({ before: 'REPORTING', after, lastSeenAt, asOf: noon })).toEqual({
    from: 'REPORTING',
    to: 'SILENT',
    at: silentSince,
    lastSeenAt,
  });
});

test('coming back is dated to when the asset was last seen, but never to the future', () => {
  const after = { state: 'REPORTING', silentSince: null } as const;
  const seen = at('2026-03-10T11:00:00Z');
  expect(transitionBetween({ before: 'SILENT', after, lastSeenAt: seen, asOf: noon })?.at).toEqual(seen);
  const ahead = at('2026-03-11T11:00:00Z');
  expect(transitionBetween({ before: 'SILENT', after, lastSeenAt: ahead, asOf: noon })?.at).toEqual(noon);
});

test('days run over a month’s end and a leap day, both ends included', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  expect(daysBetween('2026-03-02', '2026-03-01')).toEqual([]);
  expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
});

test('past days worked out from counts equal asking the rule about each asset at each day’s end', () => {
  const day = 86_400_000;
  const asset = fc.record({
    quietForMs: fc.option(fc.integer({ min: 0, max: 120 * day }), { nil: undefined }),
    thresholdHours: fc.integer({ min: 1, max: 2160 }),
  });
  fc.assert(
    fc.property(fc.array(asset, { maxLength: 40 }), (fleet) => {
      const sightings = fleet.map(({ quietForMs, thresholdHours }) => ({
        lastSeenAt: quietForMs === undefined ? null : new Date(noon.getTime() - quietForMs),
        thresholdHours,
      }));
      const today = sightings.map((sighting) => evaluateAsset(sighting, noon));
      const silentSinceByDate = new Map<string, number>();
      for (const { silentSince } of today) {
        if (silentSince === null) continue;
        const date = toUtcDate(silentSince);
        silentSinceByDate.set(date, (silentSinceByDate.get(date) ?? 0) + 1);
      }
      const days = daysBetween('2025-12-10', '2026-03-09');
      const neverReported = today.filter(({ state }) => state === 'NEVER_REPORTED').length;
      const actual = reconstructDays(days, { total: fleet.length, neverReported, silentSinceByDate });

      const expected = days.map((date) => {
        const dayEnd = new Date(Date.parse(date) + day);
        const states = sightings.map((sighting) => evaluateAsset(sighting, dayEnd).state);
        const count = (wanted: string) => states.filter((state) => state === wanted).length;
        return {
          date,
          reporting: count('REPORTING'),
          silent: count('SILENT'),
          neverReported: count('NEVER_REPORTED'),
          estimated: true,
        };
      });
      expect(actual).toEqual(expected);
    }),
  );
});
