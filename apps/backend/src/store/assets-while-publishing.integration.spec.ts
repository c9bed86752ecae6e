import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createDatabase, type Database } from '@fleet-watch/iris-app-backend';
import { createTestDatabase } from '@fleet-watch/testing';
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createSyncFleet } from '../jobs/sync-fleet.ts';
import { findAsset, listAssets } from './assets.ts';
import { listFacets } from './facets.ts';
import { fleetWatchMigrations } from './migrations/index.ts';
import { summarizeFleet } from './summary.ts';
import { queueSync } from './syncs.ts';
import type { AccountTx, FleetWatchTables } from './tables.ts';

// On a server only: the embedded database has one session, and nobody comes in between.

const hourMs = 3_600_000;
const firstMs = Date.parse('2026-03-10T12:00:00.000Z');
const later = new Date(firstMs + 100 * hourMs);

let database: Database<FleetWatchTables>;

beforeAll(async () => {
  database = await createDatabase({ url: await createTestDatabase(inject('postgresUrl')) });
  await database.migrate({ name: 'fleet_watch', migrations: fleetWatchMigrations });
});
afterAll(() => database.close());

/** An account whose machines were all seen when the first of its syncs began, and that can sync again. */
const newAccount = async () => {
  const accountId = randomUUID();
  const sync = async (count: number, now: Date): Promise<void> => {
    const ids = Array.from({ length: count }, (_, index) => `machine ${index}`);
    const syncFleet = createSyncFleet({
      database,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      now: () => now,
      openFleet: async () => ({
        source: 'GRAPHQL',
        pages: (async function* () {
          const known = {
            name: null,
            brand: 'Manitou',
            model: null,
            serialNumber: null,
            assetType: 'MACHINE',
          };
          yield ids.map((assetId) => ({ ...known, assetId, lastSeenAt: new Date(firstMs) }));
        })(),
      }),
    });
    await database.forAccount(accountId, (tx) => queueSync(tx, accountId, randomUUID()));
    await syncFleet({ accountId, run: randomUUID() });
  };
  await sync(6, new Date(firstMs));
  return { accountId, sync };
};

/** Reads in one transaction, in which a whole sync is published right after the first statement. */
const readWhilePublishing = async <Result>(
  read: (tx: AccountTx, accountId: string) => Promise<Result>,
): Promise<Result> => {
  const { accountId, sync } = await newAccount();
  const outside = AsyncLocalStorage.snapshot();
  let isPublished = false;
  const publishOnce: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (!isPublished) {
        isPublished = true;
        await outside(() => sync(3, later));
      }
      return result;
    },
  };
  const result = await database.forAccount(accountId, (tx) =>
    read(tx.withPlugin(publishOnce) as AccountTx, accountId),
  );
  expect(isPublished).toBe(true);
  return result;
};

test('a summary that is read while a sync is published is of one reading', async () => {
  const summary = await readWhilePublishing((tx, accountId) => summarizeFleet(tx, accountId, later));
  const today = { reporting: 6, silent: 0, neverReported: 0 };
  expect(summary).toMatchObject({ asOf: new Date(firstMs).toISOString(), total: 6, ...today });
  expect(summary.trend.at(-1)).toEqual({ date: '2026-03-10', ...today, estimated: false });
});

test.each([0, 1, 2])(
  'page %d that is read while a sync is published has the total of its reading',
  async (page) => {
    const { content, totalElements } = await readWhilePublishing((tx, accountId) =>
      listAssets(tx, accountId, { page, size: 3 }),
    );
    expect({ rows: content.length, totalElements }).toEqual({ rows: page < 2 ? 3 : 0, totalElements: 6 });
  },
);

test('an asset that is read while a sync is published has the transitions of its state', async () => {
  const asset = await readWhilePublishing((tx, accountId) => findAsset(tx, accountId, 'machine 0'));
  expect(asset).toMatchObject({ state: 'REPORTING', transitions: [] });
});

test('brands and types that are read while a sync is published are of one reading', async () => {
  const facets = await readWhilePublishing(listFacets);
  expect(facets).toEqual({
    brands: [{ value: 'Manitou', count: 6 }],
    assetTypes: [{ value: 'MACHINE', count: 6 }],
  });
});
