import { randomUUID } from 'node:crypto';
import type { TrackunitAsset } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { findSync, type SyncLine } from '../store/syncs.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createRecordedJobs } from '../testing/recorded-jobs.ts';
import { createMoveToLarge } from './move-to-large.ts';
import { createRequestSync } from './request-sync.ts';
import { largeAmongNew } from './sync-fleet-job.ts';
import { createSyncFleetHandler } from './sync-fleet-handler.ts';
import { createSyncFleet } from './sync-fleet.ts';

const logger = { info: () => {}, warn: () => {}, error: () => {} };
const now = () => new Date('2026-03-28T12:00:00.000Z');
/** As many as are staged together. */
const pageSize = 2000;
const smallAssets = 2000;

const toPage = (page: number): TrackunitAsset[] =>
  Array.from({ length: pageSize }, (_, index) => ({
    ...{ assetId: `${page * pageSize + index}`, name: null, brand: null, model: null, serialNumber: null },
    ...{ assetType: null, lastSeenAt: null },
  }));

describeEachDatabase((database) => {
  /** A worker that reads fleets of so many assets; the end of a reading can be held back. */
  const newWorker = ({
    line = 'new' as SyncLine,
    assets = 3 * smallAssets,
    untilEnd = Promise.resolve<undefined>(undefined),
  } = {}) => {
    const { jobs, recorded } = createRecordedJobs();
    const left: string[] = [];
    const syncFleet = createSyncFleet({
      ...{ database: database(), logger, now, smallAssets },
      openFleet: async (accountId, signal) => {
        signal?.addEventListener('abort', () => left.push(accountId));
        return {
          source: 'GRAPHQL',
          pages: (async function* () {
            for (let page = 0; page < assets / pageSize; page += 1) yield toPage(page);
            await untilEnd;
          })(),
        };
      },
    });
    const dependencies = { database: database(), syncFleet, logger, postponeSync: async () => false };
    const moveToLarge = createMoveToLarge({ database: database(), jobs });
    const handle = createSyncFleetHandler({ ...dependencies, moveToLarge, line });
    const request = createRequestSync(jobs);
    const ask = (accountId: string) => database().forAccount(accountId, (tx) => request(tx, accountId));
    const run = (accountId: string, of: typeof handle = handle) =>
      of({ jobId: randomUUID(), accountId, payload: {}, attempt: 1, signal: new AbortController().signal });
    /** The account has been read before, when it had a few assets. */
    const readBefore = (accountId: string) => {
      const before = { id: randomUUID(), account_id: accountId, state: 'SUCCEEDED', fetched: 50 } as const;
      return database().forAccount(accountId, (tx) =>
        tx
          .insertInto('sync')
          .values({ ...before, queued_at: new Date(0) })
          .execute(),
      );
    };
    const find = (accountId: string, id: string) =>
      database().forAccount(accountId, (tx) => findSync(tx, accountId, id));
    const large = createSyncFleetHandler({ ...dependencies, moveToLarge, line: 'large' });
    return {
      recorded,
      left,
      ask,
      run,
      runLarge: (accountId: string) => run(accountId, large),
      readBefore,
      find,
    };
  };

  const jobsOf = (recorded: readonly { name: string; accountId: string }[], accountId: string) =>
    recorded.filter((job) => job.accountId === accountId).map(({ name }) => name);

  test('a small fleet that has grown gives its place up, and is read whole among the large', async () => {
    const { recorded, left, readBefore, ask, run, runLarge, find } = newWorker({ line: 'small' });
    const accountId = randomUUID();
    await readBefore(accountId);
    const { id } = await ask(accountId);
    await run(accountId);
    expect(jobsOf(recorded, accountId)).toEqual(['sync-fleet', 'sync-large-fleet']);
    // Its reading has ended, not only its job.
    expect(left).toEqual([accountId]);
    const waiting = { state: 'QUEUED', startedAt: null, fetched: 0, failure: null };
    expect(await find(accountId, id)).toMatchObject(waiting);
    // A job that comes again, after a crash, finds it in the other line; who asks again meets it there.
    await run(accountId);
    expect(await find(accountId, id)).toMatchObject(waiting);
    expect((await ask(accountId)).id).toBe(id);
    expect(jobsOf(recorded, accountId).at(-1)).toBe('sync-large-fleet');

    await runLarge(accountId);
    expect(await find(accountId, id)).toMatchObject({ state: 'SUCCEEDED', fetched: 3 * smallAssets });
  });

  test('of many giants that are read for the first time, a few go on in their place and the others make way', async () => {
    const end = Promise.withResolvers<undefined>();
    const { recorded, ask, run, find } = newWorker({ untilEnd: end.promise });
    const accountIds = Array.from({ length: largeAmongNew + 2 }, () => randomUUID());
    const syncs = new Map<string, string>();
    for (const accountId of accountIds) syncs.set(accountId, (await ask(accountId)).id);
    const states = async () => {
      const found = accountIds.map((accountId) => find(accountId, syncs.get(accountId) ?? ''));
      return (await Promise.all(found)).map((sync) => sync?.state).toSorted();
    };
    const runs = accountIds.map((accountId) => run(accountId));
    await expect.poll(states, { timeout: 20_000 }).toEqual(['QUEUED', 'QUEUED', 'RUNNING', 'RUNNING']);
    end.resolve(undefined);
    await Promise.all(runs);
    expect(await states()).toEqual(['QUEUED', 'QUEUED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(recorded.filter(({ name }) => name === 'sync-large-fleet')).toHaveLength(2);

    // The place of those that have ended is another's.
    const later = randomUUID();
    const { id } = await ask(later);
    await run(later);
    expect(await find(later, id)).toMatchObject({ state: 'SUCCEEDED' });
  });

  test('a fleet that nobody has read waits in a line of its own, and no job of another line reads it', async () => {
    const { recorded, ask, run, runLarge, find } = newWorker({ line: 'small', assets: smallAssets });
    const accountId = randomUUID();
    const { id } = await ask(accountId);
    expect(jobsOf(recorded, accountId)).toEqual(['sync-new-fleet']);
    await run(accountId);
    await runLarge(accountId);
    expect(await find(accountId, id)).toMatchObject({ state: 'QUEUED' });
  });

  test('a fleet that ends where its place would be given up is done where it is', async () => {
    const { readBefore, ask, run, find } = newWorker({ line: 'small', assets: smallAssets });
    const accountId = randomUUID();
    await readBefore(accountId);
    const { id } = await ask(accountId);
    await run(accountId);
    expect(await find(accountId, id)).toMatchObject({ state: 'SUCCEEDED', fetched: smallAssets });
  });
});
