import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { BudgetKey, BudgetStore } from '../api/budget-store.ts';
import type { ContractCase } from './contract.ts';

const newKey = (): BudgetKey => ({
  environment: 'https://iris.trackunit.com',
  accountId: randomUUID(),
  endpoint: 'locations',
});
const now = Date.parse('2026-01-01T10:00:00Z');

const dayMs = 86_400_000;

/** The promises of a `BudgetStore`. */
export const budgetStoreContract: readonly ContractCase<BudgetStore>[] = [
  {
    name: 'an endpoint that nobody used is free now',
    check: async (create) => assert.equal(await (await create()).reserve(newKey(), 1000, now), now),
  },
  {
    name: 'places that are asked for at once come one after the other',
    check: async (create) => {
      const [store, key] = [await create(), newKey()];
      const places = await Promise.all(Array.from({ length: 5 }, () => store.reserve(key, 1000, now)));
      assert.deepEqual(
        places.sort((one, other) => one - other),
        [now, now + 1000, now + 2000, now + 3000, now + 4000],
      );
    },
  },
  {
    name: 'a place that nobody took is lost, not saved up',
    check: async (create) => {
      const [store, key] = [await create(), newKey()];
      await store.reserve(key, 1000, now);
      assert.equal(await store.reserve(key, 1000, now + 60_000), now + 60_000);
      assert.equal(await store.reserve(key, 1000, now + 60_000), now + 61_000);
    },
  },
  {
    name: 'without spacing only a pause makes anybody wait',
    check: async (create) => {
      const [store, key] = [await create(), newKey()];
      assert.equal(await store.reserve(key, 0, now), now);
      assert.equal(await store.reserve(key, 0, now), now);
      await store.pause(key, now + 5_000);
      assert.equal(await store.reserve(key, 0, now), now + 5_000);
      assert.equal(await store.reserve(key, 0, now + 6_000), now + 6_000);
    },
  },
  {
    name: 'a pause only grows',
    check: async (create) => {
      const [store, key] = [await create(), newKey()];
      await store.pause(key, now + 5_000);
      await store.pause(key, now + 1_000);
      assert.equal(await store.reserve(key, 0, now), now + 5_000);
    },
  },
  {
    name: 'a moment further away than any pause is of a clock that was put back, and counts no more',
    check: async (create) => {
      const [store, key] = [await create(), newKey()];
      await store.pause(key, now + dayMs);
      assert.equal(await store.reserve(key, 0, now), now);
      assert.equal(await store.reserve(key, 1000, now), now);
      assert.equal(await store.reserve(key, 1000, now), now + 1000);
      await store.pause(key, now + dayMs);
      await store.pause(key, now + 5_000);
      assert.equal(await store.reserve(key, 0, now), now + 5_000);
    },
  },
  {
    name: 'a pause that ends between two milliseconds is kept',
    check: async (create) => {
      const [store, key] = [await create(), newKey()];
      await store.pause(key, now + 5_000.25);
      const free = await store.reserve(key, 0, now);
      assert.ok(free >= now + 5_000.25 && free <= now + 5_001, `free ${free - now} ms later`);
    },
  },
  {
    name: 'a pause of one account, endpoint or environment is nobody else’s',
    check: async (create) => {
      const [store, key] = [await create(), newKey()];
      await store.pause(key, now + 5_000);
      assert.equal(await store.reserve({ ...key, accountId: randomUUID() }, 0, now), now);
      assert.equal(await store.reserve({ ...key, endpoint: 'graphql' }, 0, now), now);
      assert.equal(await store.reserve({ ...key, environment: 'https://iris.example' }, 0, now), now);
    },
  },
];
