import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAssetIds } from './asset-id.ts';
import { activityAt, lastSeenMs, type LifeKey } from './life.ts';

const dayMs = 86_400_000;

const keys: fc.Arbitrary<LifeKey> = fc.record({
  seed: fc.integer(),
  index: fc.nat(2_000_000),
  epochMs: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }),
  isTag: fc.boolean(),
});

const spans = fc.tuple(fc.integer({ min: 0, max: 400 * dayMs }), fc.integer({ min: 0, max: 5 * dayMs }));

test('whatever the asset, time that passes never takes a sign of life back and never foretells one', () => {
  fc.assert(
    fc.property(keys, spans, (key, [sinceMs, laterMs]) => {
      const nowMs = key.epochMs + sinceMs;
      const [before, after] = [lastSeenMs(key, nowMs), lastSeenMs(key, nowMs + laterMs)];
      if (before === null || after === null) return before === after;
      return before <= nowMs && before <= after && after <= nowMs + laterMs;
    }),
    { numRuns: 3000 },
  );
});

test('a story told from another epoch is the same story, moved', () => {
  fc.assert(
    fc.property(keys, spans, fc.integer({ min: 1, max: 10_000 }), (key, [sinceMs], movedSeconds) => {
      const movedMs = movedSeconds * 1000;
      const first = lastSeenMs(key, key.epochMs + sinceMs);
      const moved = lastSeenMs({ ...key, epochMs: key.epochMs + movedMs }, key.epochMs + movedMs + sinceMs);
      return first === null ? moved === null : moved === first + movedMs;
    }),
  );
});

test('what is not heard of for two hours says nothing of its activity', () => {
  fc.assert(
    fc.property(keys, spans, (key, [sinceMs]) => {
      const nowMs = key.epochMs + sinceMs;
      const seen = lastSeenMs(key, nowMs);
      return activityAt(key, nowMs) === 'UNKNOWN' || (seen !== null && nowMs - seen <= 2 * 3_600_000);
    }),
  );
});

test('every id leads back to its position, and no other text leads anywhere', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(1_999_999), fc.uuid(), (seed, index, other) => {
      const ids = createAssetIds({ seed, base: 7_000_000 });
      const id = ids.toId(index);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
      expect(ids.findIndex(id, 2_000_000)).toBe(index);
      expect(ids.findIndex(other, 2_000_000)).toBeUndefined();
      expect(ids.findIndex(id.slice(1), 2_000_000)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
