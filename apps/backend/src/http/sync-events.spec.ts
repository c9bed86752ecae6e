import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Sync } from '@fleet-watch/contracts';
import type { Database, Installation } from '@fleet-watch/iris-app-backend';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import type { StoredSync } from '../store/syncs.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { setAccountId } from './caller.ts';
import { createSyncRoutes } from './sync-routes.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const id = randomUUID();
const running: StoredSync = {
  ...{ id, state: 'RUNNING', startedAt: null, finishedAt: null },
  ...{ fetched: 0, expected: null, failure: null },
};

/** The routes over a database in which every account has this one sync, and that counts how often it is asked. */
const serve = async () => {
  const asked: string[] = [];
  const syncs = new Map<string, StoredSync>();
  const uninstalled = new Set<string>();
  const findInstallation = async (accountId: string) =>
    uninstalled.has(accountId) ? undefined : ({ accountId } as Installation);
  const database = {
    forAccount: async (accountId: string) => {
      asked.push(accountId);
      return syncs.get(accountId) ?? running;
    },
  } as unknown as Database<FleetWatchTables>;
  const app = express();
  app.use((request, _response, next) => {
    setAccountId(request, request.get('account') ?? '');
    next();
  });
  const startSync = () => Promise.reject(new Error('not here'));
  app.use(createSyncRoutes({ database, findInstallation, startSync }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    origin,
    uninstall: (account: string) => uninstalled.add(account),
    /** Ends an account's sync. */
    end: (account: string, fetched: number) => {
      syncs.set(account, { ...running, state: 'SUCCEEDED', fetched });
    },
    /** Lets an account's sync fail. */
    fail: (account: string, fetched: number) => {
      syncs.set(account, { ...running, state: 'FAILED', fetched, failure: 'no_answer' });
    },
    /** Follows the sync to its end, and says what was told of it. */
    follow: async (account: string, path: string = id): Promise<number[]> => {
      const response = await fetch(`${origin}/syncs/${path}/events`, { headers: { account } });
      const text = await response.text();
      return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => (JSON.parse(data) as Sync).fetched);
    },
  };
};

test('fifty streams of a sync ask the database about as often as one does', async () => {
  const { asked, end, follow } = await serve();
  const paths = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? id : id.toUpperCase()));
  const streams = Promise.all(paths.map((path) => follow('a', path)));
  // Once for each when it begins, and then once for all.
  await expect.poll(() => asked.length, { timeout: 5000 }).toBeGreaterThanOrEqual(53);
  end('a', 7);
  expect(await streams).toEqual(paths.map(() => [0, 7]));
  expect(asked.length).toBeLessThan(65);
});

test('what one account is told of a sync another account is not', async () => {
  const { asked, end, follow } = await serve();
  const streams = Promise.all([follow('a'), follow('b')]);
  await expect.poll(() => asked.length, { timeout: 5000 }).toBeGreaterThanOrEqual(4);
  end('a', 1);
  end('b', 2);
  expect(await streams).toEqual([
    [0, 1],
    [0, 2],
  ]);
});

test('a HEAD is answered at once, however long the sync goes on', async () => {
  const { origin } = await serve();
  const signal = AbortSignal.timeout(3000);
  const url = `${origin}/syncs/${id}/events`;
  const response = await fetch(url, { method: 'HEAD', headers: { account: 'a' }, signal });
  expect(await response.text()).toBe('');
  expect(response.headers.get('content-type')).toBe('text/event-stream');
});

test('a stream ends when its account uninstalls the app, and others go on', async () => {
  const { uninstall, end, follow } = await serve();
  const [gone, stays] = [follow('a'), follow('b')];
  uninstall('a');
  expect(await gone).toEqual([0]);
  end('b', 3);
  expect(await stays).toEqual([0, 3]);
});

test('a stream ends with a sync that fails, as with one that succeeds', async () => {
  const { asked, fail, follow } = await serve();
  const told = follow('a');
  await expect.poll(() => asked.length).toBeGreaterThanOrEqual(1);
  fail('a', 4);
  expect(await told).toEqual([0, 4]);
});
