import { randomUUID } from 'node:crypto';
import { TrackunitError, type FleetReading, type TrackunitAsset } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { listAssets } from '../store/assets.ts';
import { findSync, largeFleet, queueSync } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { AccountNotActiveError, type OpenFleet } from './open-fleet.ts';
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
  const newAccount = (openFleet: OpenFleet, { large = false } = {}) => {
    const accountId = randomUUID();
    const outcomes: string[] = [];
    const syncFleet = createSyncFleet({ database: database(), openFleet, logger: silent, now });
    const handle = createSyncFleetHandler({
      ...{ database: database(), syncFleet, logger: silent, now, large },
      onEnded: (outcome) => outcomes.push(outcome),
    });
    const queue = async () => {
      const id = randomUUID();
      return database().forAccount(accountId, (tx) => queueSync(tx, accountId, { id, now: now() }));
    };
    const run = (attempt = 1, signal = new AbortController().signal) =>
      handle({ jobId: randomUUID(), accountId, payload: {}, attempt, signal });
    const find = (id: string) => database().forAccount(accountId, (tx) => findSync(tx, accountId, id));
    const list = async () => {
      const query = { page: 0, size: 20 };
      const { content } = await database().forAccount(accountId, (tx) => listAssets(tx, accountId, query));
      return content.map(({ assetId }) => assetId);
    };
    return { accountId, outcomes, queue, run, find, list };
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

  test('fleets that were large the last time are left to the workers for large ones', async () => {
    const openFleet: OpenFleet = async () => toReading((async function* () {})());
    const small = newAccount(openFleet);
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
    await syncFleet({ accountId, run: randomUUID(), large: true });
    expect(await small.find(id)).toMatchObject({ state: 'SUCCEEDED' });
  });
});
