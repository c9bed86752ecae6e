import { randomUUID } from 'node:crypto';
import { TrackunitError, type FleetReading, type TrackunitAsset } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { listAssets } from '../store/assets.ts';
import { findSync, largeFleet, queueSync, type SyncLine } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { AccountNotActiveError, type OpenFleet } from './open-fleet.ts';
import { createPostponeSync } from './postpone-sync.ts';
import { createSyncFleetHandler } from './sync-fleet-handler.ts';
import { createSyncFleet } from './sync-fleet.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const now = () => new Date('2026-03-28T12:00:00.000Z');

const asset = (assetId: string): TrackunitAsset => ({
  ...{ assetId, name: assetId, brand: null, model: null, serialNumber: null, assetType: null },
  lastSeenAt: null,
});

const toReading = (pages: FleetReading['pages']): FleetReading => ({ source: 'GRAPHQL', pages });

describeEachDatabase((database) => {
  const newAccount = (openFleet: OpenFleet, { line = 'new' as SyncLine, longestPauseMs = 60_000 } = {}) => {
    const accountId = randomUUID();
    const outcomes: string[] = [];
    const later: unknown[] = [];
    const postponeSync = createPostponeSync({
      database: database(),
      jobs: {
        enqueue: async (_tx, { job, accountId: account, startAfterSeconds }) => {
          later.push({ name: job.name, account, startAfterSeconds });
          return randomUUID();
        },
      },
    });
    const syncFleet = createSyncFleet({
      ...{ database: database(), openFleet, logger: silent, now, longestPauseMs },
    });
    const handle = createSyncFleetHandler({
      ...{ database: database(), syncFleet, postponeSync, logger: silent, line },
      moveToLarge: () => Promise.reject(new Error('no fleet here is large')),
      onEnded: (outcome) => outcomes.push(outcome),
    });
    const queue = async () => {
      const id = randomUUID();
      return database().forAccount(accountId, (tx) => queueSync(tx, accountId, id));
    };
    const run = (attempt = 1, signal = new AbortController().signal) =>
      handle({ jobId: randomUUID(), accountId, payload: {}, attempt, signal });
    const find = (id: string) => database().forAccount(accountId, (tx) => findSync(tx, accountId, id));
    const list = async () => {
      const query = { page: 0, size: 20 };
      const { content } = await database().forAccount(accountId, (tx) => listAssets(tx, accountId, query));
      return content.map(({ assetId }) => assetId);
    };
    const pass = (hours: number) =>
      database().forAccount(accountId, (tx) =>
        sql`update sync set queued_at = queued_at - make_interval(mins => ${hours * 60}::int)`.execute(tx),
      );
    return { accountId, outcomes, later, queue, run, find, list, pass };
  };

  test('a failure that may pass is tried again; the last try ends the sync and leaves a dead job', async () => {
    const unavailable = new TrackunitError('unavailable', 'away', { status: 503 });
    const { queue, run, find, outcomes } = newAccount(() => Promise.reject(unavailable));
    const { id } = await queue();
    await expect(run(1)).rejects.toBe(unavailable);
    expect(await find(id)).toMatchObject({ state: 'RUNNING' });
    await expect(run(5)).rejects.toBe(unavailable);
    expect(await find(id)).toMatchObject({
      state: 'FAILED',
      failure: 'unavailable',
    });
    expect(outcomes).toEqual(['RETRIED', 'FAILED']);
  });

  test('an account that has to wait long gives up its place, and its sync goes on when the wait is over', async () => {
    const limit = new TrackunitError('rate_limited', 'later', { retryAfterMs: 60_500 });
    const { accountId, queue, run, find, outcomes, later } = newAccount(() => Promise.reject(limit));
    const { id } = await queue();
    await run();
    expect(later).toEqual([{ name: 'sync-new-fleet', account: accountId, startAfterSeconds: 61 }]);
    const waiting = { state: 'QUEUED', startedAt: null, fetched: 0, failure: 'rate_limited' };
    expect(await find(id)).toMatchObject(waiting);
    expect(outcomes).toEqual(['RETRIED']);
    // Who asks for a sync meanwhile is told of this one, and why it waits.
    expect(await queue()).toMatchObject({ id, ...waiting });
  });

  test('a sync that was told to wait for two hours fails, and says why', async () => {
    const limit = new TrackunitError('rate_limited', 'later', { retryAfterMs: 3_600_000 });
    const { queue, run, find, later, pass } = newAccount(() => Promise.reject(limit));
    const { id } = await queue();
    await run();
    await pass(1.5);
    await expect(run(5)).rejects.toBe(limit);
    expect(later).toHaveLength(1);
    expect(await find(id)).toMatchObject({ state: 'FAILED', failure: 'rate_limited' });
  });

  test('a short wait is left to the queue’s own next try', async () => {
    const limit = new TrackunitError('rate_limited', 'soon', { retryAfterMs: 5_000 });
    const { queue, run, later } = newAccount(() => Promise.reject(limit));
    await queue();
    await expect(run(1)).rejects.toBe(limit);
    expect(later).toEqual([]);
  });

  test.each([
    [new TrackunitError('invalid_client', 'no'), 'invalid_client'],
    [new AccountNotActiveError('no'), 'account_not_active'],
  ])('a failure that will not pass ends the sync at once: %s', async (cause, failure) => {
    const { queue, run, find } = newAccount(() => Promise.reject(cause));
    const { id } = await queue();
    await run(1);
    expect(await find(id)).toMatchObject({
      state: 'FAILED',
      failure,
    });
  });

  test('a run that is asked to stop fails nothing, so that another one goes on', async () => {
    const controller = new AbortController();
    const { queue, run, find } = newAccount(async (_accountId, signal) => {
      controller.abort(new Error('stopping'));
      signal?.throwIfAborted();
      return toReading((async function* () {})());
    });
    const { id } = await queue();
    await expect(run(5, controller.signal)).rejects.toThrow('stopping');
    expect(await find(id)).toMatchObject({ state: 'RUNNING', failure: null });
  });

  test('a run that was thought dead writes nothing once another one has begun', async () => {
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let opened = 0;
    const { queue, run, find, list, outcomes } = newAccount(async () => {
      opened += 1;
      const isFirst = opened === 1;
      return toReading(
        (async function* () {
          yield [asset(isFirst ? 'of the first' : 'of the second')];
          if (isFirst) await asleep;
          yield [asset(isFirst ? 'late' : 'more')];
        })(),
      );
    });
    const { id } = await queue();
    const first = run(1);
    await expect.poll(async () => (await find(id))?.fetched).toBe(1);
    await run(2);
    wake();
    await first;
    expect((await list()).toSorted()).toEqual(['more', 'of the second']);
    expect(await find(id)).toMatchObject({ state: 'SUCCEEDED', fetched: 2 });
    expect(outcomes).toEqual(['SUCCEEDED']);
  });

  test('a run that was thought dead puts nothing into the one that is under way', async () => {
    const [early, late] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    let opened = 0;
    const { queue, run, find, list } = newAccount(async () => {
      opened += 1;
      const [name, asleep] = opened === 1 ? ['early', early.promise] : ['late', late.promise];
      return toReading(
        (async function* () {
          yield [asset(`${name} 1`)];
          await asleep;
          yield [asset(`${name} 2`)];
        })(),
      );
    });
    const { id } = await queue();
    const fetched = async () => (await find(id))?.fetched;
    const first = run(1);
    await expect.poll(fetched).toBe(1);
    const second = run(2);
    await expect.poll(() => opened).toBe(2);
    await expect.poll(fetched).toBe(1);
    early.resolve(undefined);
    await first;
    late.resolve(undefined);
    await second;
    expect((await list()).toSorted()).toEqual(['late 1', 'late 2']);
  });

  test('a reading that comes no further is given up and tried again, though it never ends by itself', async () => {
    let opened = 0;
    const { queue, run, find, list } = newAccount(
      async () => {
        opened += 1;
        const isFirst = opened === 1;
        return toReading(
          (async function* () {
            yield [asset(isFirst ? 'of the first' : 'of the second')];
            if (isFirst) await new Promise(() => {});
          })(),
        );
      },
      { longestPauseMs: 2000 },
    );
    const { id } = await queue();
    await expect(run(1)).rejects.toMatchObject({ code: 'stalled' });
    expect(await find(id)).toMatchObject({ state: 'RUNNING', failure: null });
    expect(await list()).toEqual([]);
    await run(2);
    expect(await list()).toEqual(['of the second']);
  });

  test('fleets that were large the last time are left to the workers for large ones', async () => {
    const openFleet: OpenFleet = async () => toReading((async function* () {})());
    const small = newAccount(openFleet, { line: 'small' });
    const { accountId, queue } = small;
    const earlier = {
      id: randomUUID(),
      account_id: accountId,
      state: 'SUCCEEDED' as const,
      queued_at: new Date(0),
    };
    await database().forAccount(accountId, (tx) =>
      tx
        .insertInto('sync')
        .values({ ...earlier, fetched: largeFleet })
        .execute(),
    );
    const { id } = await queue();
    await small.run();
    expect(await small.find(id)).toMatchObject({ state: 'QUEUED', expected: largeFleet });
    const syncFleet = createSyncFleet({ database: database(), openFleet, logger: silent, now });
    await syncFleet({ accountId, run: randomUUID(), line: 'large' });
    expect(await small.find(id)).toMatchObject({ state: 'SUCCEEDED' });
  });
});
