import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultSettings } from '@fleet-watch/contracts';
import {
  createTokenProvider,
  createTrackunitClient,
  Secret,
  type Credential,
} from '@fleet-watch/trackunit-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSettings } from '../store/settings.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { buildInstallation } from '../testing/installation.ts';
import { createRecordedJobs } from '../testing/recorded-jobs.ts';
import { createWriteBack } from '../write-back/create-write-back.ts';
import { createWriteField } from '../write-back/write-field.ts';
import { createWriteBackHandler } from './write-back-handler.ts';

const logger = { info: () => {}, warn: () => {}, error: () => {} };
const silentSince = new Date('2026-03-03T00:00:00.000Z');
const credential: Credential = {
  ...{ kind: 'APP_INSTALL', generation: '1', clientId: 'client' },
  clientSecret: new Secret('s3cret'),
};

/** A Trackunit that does not want to be written to for now. */
const platform = { status: 429, retryAfter: '600', writes: 0 };
const server = createServer((request, response) => {
  request.resume();
  if (request.url === '/apptoken') {
    response.setHeader('content-type', 'application/json');
    return response.end('{"access_token":"AT","expires_in":3600,"scope":"account.asset.manage"}');
  }
  platform.writes += 1;
  return response.writeHead(platform.status, { 'retry-after': platform.retryAfter }).end();
});

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

describeEachDatabase((database) => {
  const newAccount = async () => {
    const accountId = randomUUID();
    const { jobs, recorded } = createRecordedJobs();
    let nowMs = Date.parse('2026-03-10T12:00:00.000Z');
    const slept: number[] = [];
    const times = {
      clock: { now: () => nowMs },
      random: () => 0.5,
      sleep: async (ms: number) => {
        slept.push(ms);
        nowMs += ms;
      },
    };
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { findCredential: async () => credential };
    const tokens = createTokenProvider({ authUrl: url, irisAppId: '@a/b', credentials, ...times });
    const client = createTrackunitClient({ apiUrl: url, tokens, ...times });
    const writeBack = createWriteBack({
      ...{ database: database(), writeField: createWriteField(client), now: () => new Date(nowMs) },
    });
    const handle = createWriteBackHandler({
      ...{ database: database(), jobs, writeBack, logger },
      findInstallation: async () => buildInstallation({ accountId }),
    });
    await database().forAccount(accountId, async (tx) => {
      await writeSettings(tx, accountId, { ...defaultSettings, writeBack: true });
      const asset = {
        account_id: accountId,
        visible: true,
        last_seen_at: silentSince,
        state: 'SILENT',
      } as const;
      const texts = { name: null, brand: null, model: null, serial_number: null, asset_type: null };
      const rows = ['a', 'b', 'c', 'd', 'e'].map((asset_id) => ({
        ...{ ...asset, ...texts, asset_id, silent_since: silentSince },
      }));
      await tx.insertInto('asset').values(rows).execute();
    });
    return {
      accountId,
      recorded,
      slept,
      run: (signal = new AbortController().signal) =>
        handle({ jobId: randomUUID(), accountId, payload: {}, attempt: 1, signal }),
    };
  };

  test.each([
    ['limits the account for ten minutes', { status: 429, retryAfter: '600' }, 601],
    ['is away for ten minutes', { status: 503, retryAfter: '600' }, 600],
    ['asks for a day, of which an hour is believed', { status: 503, retryAfter: '86400' }, 3600],
  ])(
    'where Trackunit %s, the place is given up and the job comes back later',
    async (_name, answer, later) => {
      Object.assign(platform, answer);
      const { accountId, run, recorded, slept } = await newAccount();
      await run();
      expect(slept).toEqual([]);
      expect(recorded).toEqual([{ name: 'write-back', accountId, startAfterSeconds: later }]);
    },
  );

  test('a short limit is waited for in place, and one that goes on is left to the queue’s next try', async () => {
    Object.assign(platform, { status: 429, retryAfter: '1' });
    const { run, recorded, slept } = await newAccount();
    await expect(run()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(slept.length).toBeGreaterThan(0);
    expect(Math.max(...slept)).toBeLessThanOrEqual(10_000);
    expect(recorded).toEqual([]);
  });
});
