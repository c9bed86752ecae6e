import { randomUUID } from 'node:crypto';
import { defaultSettings, type FleetSummary, type Settings } from '@fleet-watch/contracts';
import type { TrackunitAsset } from '@fleet-watch/trackunit-client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSyncFleet } from '../jobs/sync-fleet.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { countUnder } from './count-under.ts';
import { reevaluateFleet } from './reevaluate.ts';
import { writeSettings } from './settings.ts';
import { summarizeFleet } from './summary.ts';
import { queueSync } from './syncs.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.parse('2026-03-28T22:30:00.000Z');

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

type Seen = { readonly id: number; readonly type: string | null; readonly quietMs: number | null };

type Step =
  | { readonly kind: 'sync'; readonly afterMs: number; readonly fleet: readonly Seen[] }
  | { readonly kind: 'thresholds'; readonly hours: number; readonly toolHours: number };

const seenArbitrary = fc.record({
  id: fc.integer({ min: 0, max: 12 }),
  type: fc.constantFrom('MACHINE', 'TOOL', null),
  quietMs: fc.option(
    fc.oneof(fc.integer({ min: 0, max: 120 * dayMs }), fc.constantFrom(72 * hourMs, 72 * hourMs + 1)),
    { nil: null },
  ),
});

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      afterMs: fc.integer({ min: 1, max: 3 * dayMs }),
      fleet: fc.uniqueArray(seenArbitrary, { maxLength: 10, selector: ({ id }) => id }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('thresholds' as const),
      hours: fc.integer({ min: 1, max: 2160 }),
      toolHours: fc.integer({ min: 1, max: 2160 }),
    }),
  },
);

type Counts = { reporting: number; silent: number; neverReported: number };
type Day = Counts & { date: string; estimated: boolean };
type Sighting = { readonly type: string | null; readonly lastSeenMs: number | null };

/** The meaning of every number, written as slowly and obviously as possible. */
const createReference = () => {
  let settings: Settings = defaultSettings;
  let fleet: readonly Sighting[] = [];
  let asOfMs: number | undefined;
  const days = new Map<string, Day>();

  const silentFromMs = ({ type, lastSeenMs }: Sighting, by = settings): number | null => {
    const hours = type === 'TOOL' ? (by.silentAfterHoursByAssetType['TOOL'] ?? 0) : by.silentAfterHours;
    return lastSeenMs === null ? null : lastSeenMs + hours * hourMs;
  };
  const count = (isSilent: (silentFrom: number) => boolean, by = settings): Counts => {
    const counts = { reporting: 0, silent: 0, neverReported: 0 };
    for (const sighting of fleet) {
      const from = silentFromMs(sighting, by);
      if (from === null) counts.neverReported += 1;
      else if (isSilent(from)) counts.silent += 1;
      else counts.reporting += 1;
    }
    return counts;
  };
  const now = (by = settings): Counts => count((from) => (asOfMs ?? 0) > from, by);
  const record = (ms: number): void => {
    for (let back = 89; back > 0; back -= 1) {
      const date = dateOf(ms - back * dayMs);
      if (days.has(date)) continue;
      const estimate = count((from) => ms > from && dateOf(from) <= date);
      days.set(date, { date, ...estimate, estimated: true });
    }
    days.set(dateOf(ms), { date: dateOf(ms), ...now(), estimated: false });
  };
  return {
    settings: () => settings,
    sync: (ms: number, seen: readonly Sighting[]) => {
      fleet = seen;
      asOfMs = ms;
      record(ms);
    },
    changeThresholds: (next: Settings) => {
      settings = next;
      if (asOfMs !== undefined) record(asOfMs);
    },
    under: (by: Settings) => ({ total: fleet.length, ...now(by) }),
    summary: (nowMs: number): FleetSummary => {
      const ms = asOfMs ?? nowMs;
      const trend: Day[] = [];
      for (let back = 89; back >= 0; back -= 1) {
        const day = days.get(dateOf(ms - back * dayMs));
        if (day !== undefined) trend.push(day);
      }
      return { asOf: new Date(ms).toISOString(), total: fleet.length, ...now(), trend };
    },
  };
};

describeEachDatabase((database) => {
  test('every number of the summary is the one that a slow and obvious count finds', async () => {
    const check = async (steps: readonly Step[]) => {
      const accountId = randomUUID();
      const reference = createReference();
      let nowMs = start;
      let assets: readonly TrackunitAsset[] = [];
      const syncFleet = createSyncFleet({
        database: database(),
        logger: { info: () => {}, warn: () => {}, error: () => {} },
        now: () => new Date(nowMs),
        openFleet: async () => ({
          source: 'GRAPHQL',
          pages: (async function* () {
            yield assets;
          })(),
        }),
      });

      for (const step of steps) {
        if (step.kind === 'thresholds') {
          const thresholds = {
            silentAfterHours: step.hours,
            silentAfterHoursByAssetType: { TOOL: step.toolHours },
          };
          const tried = { ...reference.settings(), ...thresholds };
          const preview = await database().forAccount(accountId, (tx) =>
            countUnder(tx, accountId, thresholds),
          );
          expect(preview).toEqual(reference.under(tried));
          await database().forAccount(accountId, async (tx) => {
            await writeSettings(tx, accountId, tried);
            await reevaluateFleet(tx, { accountId, thresholds, now: new Date(nowMs) });
          });
          reference.changeThresholds(tried);
        } else {
          nowMs += step.afterMs;
          const at = nowMs;
          const seen = step.fleet.map(({ id, type, quietMs }) => ({
            ...{ id, type },
            lastSeenMs: quietMs === null ? null : at - quietMs,
          }));
          assets = seen.map(({ id, type, lastSeenMs }) => ({
            ...{ assetId: `asset ${id}`, name: null, brand: null, model: null, serialNumber: null },
            assetType: type,
            lastSeenAt: lastSeenMs === null ? null : new Date(lastSeenMs),
          }));
          await database().forAccount(accountId, (tx) => queueSync(tx, accountId, randomUUID()));
          await syncFleet({ accountId, run: randomUUID() });
          reference.sync(nowMs, seen);
        }
        const summary = await database().forAccount(accountId, (tx) =>
          summarizeFleet(tx, accountId, new Date(nowMs)),
        );
        expect(summary).toEqual(reference.summary(nowMs));
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 5 }), check), {
      numRuns: 25,
    });
  });
});
