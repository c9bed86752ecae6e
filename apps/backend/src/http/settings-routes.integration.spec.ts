import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultSettings } from '@fleet-watch/contracts';
import express from 'express';
import { expect, test } from 'vitest';
import { createSyncFleet } from '../jobs/sync-fleet.ts';
import { findAsset } from '../store/assets.ts';
import { queueSync } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { setAccountId } from './caller.ts';
import { createSettingsRoutes } from './settings-routes.ts';

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
    const accountId = randomUUID();
    const [published, saved] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const syncFleet = createSyncFleet({
      ...{ database: database(), logger: silent, now },
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
    const routes = createSettingsRoutes({
      database: database(),
      now,
      findInstallation: async () => undefined,
      actOnFleet: async () => {},
      isRefusedTarget: () => false,
    });
    const app = express()
      .use(express.json(), (request, _response, next) => {
        setAccountId(request, accountId);
        next();
      })
      .use(routes);
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    await database().forAccount(accountId, (tx) => queueSync(tx, accountId, randomUUID()));
    const syncing = syncFleet({ accountId, run: randomUUID() });
    await published.promise;
    const body = JSON.stringify({ ...defaultSettings, silentAfterHours: 24 });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`http://127.0.0.1:${port}/settings`, { method: 'PUT', body, headers });
    saved.resolve(undefined);
    await syncing;
    server.close();
    expect(answer.status).toBe(200);
    const found = await database().forAccount(accountId, (tx) => findAsset(tx, accountId, 'a'));
    expect(found?.state).toBe('SILENT');
  });
});
