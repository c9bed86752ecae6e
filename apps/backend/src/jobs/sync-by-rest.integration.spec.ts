import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createTokenProvider,
  createTrackunitClient,
  Secret,
  type Credential,
} from '@fleet-watch/trackunit-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listAssets } from '../store/assets.ts';
import { findSync, queueSync } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { buildInstallation } from '../testing/installation.ts';
import { createRecordedJobs } from '../testing/recorded-jobs.ts';
import { createOpenFleet } from './open-fleet.ts';
import { createPostponeSync } from './postpone-sync.ts';
import { createSyncFleetHandler } from './sync-fleet-handler.ts';
import { createSyncFleet } from './sync-fleet.ts';

const logger = { info: () => {}, warn: () => {}, error: () => {} };
const credential: Credential = {
  kind: 'APP_INSTALL',
  generation: '1',
  clientId: 'client',
  clientSecret: new Secret('s3cret'),
};

const json = (response: ServerResponse, value: object) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

/** A Trackunit without GraphQL, whose REST refuses every call while it is limited. */
const platform = { isLimited: true };
const server = createServer((request, response) => {
  request.resume();
  if (request.url === '/apptoken') return json(response, { access_token: 'AT', expires_in: 3600 });
  if (request.method === 'POST') return response.writeHead(404).end();
  if (platform.isLimited) return response.writeHead(429, { 'retry-after': '60' }).end();
  return json(response, { content: [{ id: 'quiet', properties: {} }], totalPages: 1 });
});

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
beforeEach(() => {
  platform.isLimited = true;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

describeEachDatabase((database) => {
  test('an account that is read by REST gives up its place while it waits for a limit', async () => {
    const accountId = randomUUID();
    const { jobs, recorded } = createRecordedJobs();
    let nowMs = Date.parse('2026-03-28T12:00:00Z');
    const slept: number[] = [];
    const clock = { now: () => nowMs };
    const now = () => new Date(nowMs);
    const sleep = async (ms: number) => {
      slept.push(ms);
      nowMs += ms;
    };
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { findCredential: async () => credential };
    const tokens = createTokenProvider({ authUrl: url, irisAppId: '@a/b', credentials, clock, sleep });
    const installation = buildInstallation({ accountId });
    const openFleet = createOpenFleet({
      ...{ database: database(), tokens, logger, now },
      client: createTrackunitClient({ apiUrl: url, tokens, clock, sleep, random: () => 0.5 }),
      vault: {
        findInstallation: async () => installation,
        recordTokenOutcome: async () => installation,
      },
    });
    const syncFleet = createSyncFleet({ database: database(), openFleet, logger, now });
    const postponeSync = createPostponeSync({ database: database(), jobs });
    const handle = createSyncFleetHandler({
      ...{
        database: database(),
        syncFleet,
        postponeSync,
        moveToLarge: async () => {},
        logger,
        now,
        line: 'new',
      },
    });
    const run = () =>
      handle({
        ...{ jobId: randomUUID(), accountId, payload: {}, attempt: 1 },
        signal: new AbortController().signal,
      });

    const id = randomUUID();
    await database().forAccount(accountId, (tx) => queueSync(tx, accountId, id));
    await run();
    expect(recorded).toEqual([{ name: 'sync-new-fleet', accountId, startAfterSeconds: 61 }]);
    expect(slept).toEqual([]);

    platform.isLimited = false;
    nowMs += 61_000;
    await run();
    const sync = await database().forAccount(accountId, (tx) => findSync(tx, accountId, id));
    expect(sync).toMatchObject({ state: 'SUCCEEDED', fetched: 1 });
    const query = { page: 0, size: 20 };
    const { content } = await database().forAccount(accountId, (tx) => listAssets(tx, accountId, query));
    expect(content.map(({ assetId }) => assetId)).toEqual(['quiet']);
  });
});
