import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultSettings } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { createSyncFleet } from '../jobs/sync-fleet.ts';
import { findAsset } from '../store/assets.ts';
import { queueSync } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { serveSettings } from '../testing/settings-under-test.ts';

const now = () => new Date('2026-03-10T12:00:00.000Z');
const lastSeenAt = new Date('2026-03-09T06:00:00.000Z');
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const machine = {
  assetId: 'a',
  name: null,
  brand: null,
  model: null,
  serialNumber: null,
  assetType: null,
  lastSeenAt,
};

describeEachDatabase((database) => {
  test('a threshold that is saved while a sync is published holds for what the sync brings', async () => {
    const { accountId, put, close } = await serveSettings(database(), { now });
    const [published, saved] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const syncFleet = createSyncFleet({
      database: database(),
      logger: silent,
      now,
      openFleet: async () => ({
        source: 'GRAPHQL',
        pages: (async function* () {
          yield [machine];
        })(),
      }),
      onPublished: async () => {
        published.resolve(undefined);
        await Promise.race([saved.promise, sleep(500)]);
      },
    });

    await database().forAccount(accountId, (tx) => queueSync(tx, accountId, randomUUID()));
    const syncing = syncFleet({ accountId, run: randomUUID() });
    await published.promise;
    const answer = await put({ ...defaultSettings, silentAfterHours: 24 });
    saved.resolve(undefined);
    await syncing;
    close();
    expect(answer.status).toBe(200);
    const found = await database().forAccount(accountId, (tx) => findAsset(tx, accountId, 'a'));
    expect(found?.state).toBe('SILENT');
  });
});
