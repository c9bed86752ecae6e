import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { listAssets } from './assets.ts';
import { publishSync } from './publish-sync.ts';
import { stageAssets, toStagedRow, type StagedAsset } from './staging.ts';
import { beginSync } from './sync-runs.ts';
import { findSync, queueSync } from './syncs.ts';

const now = new Date('2026-03-10T12:00:00.000Z');

const toStaged = (assetId: string, name = `Machine ${assetId}`): StagedAsset => ({
  asset_id: assetId,
  name,
  brand: null,
  model: null,
  serial_number: null,
  asset_type: 'MACHINE',
  last_seen_at: now,
  state: 'REPORTING',
  silent_since: null,
});

describeEachDatabase((database) => {
  const newAccount = () => {
    const accountId = randomUUID();
    const inAccount = <Result>(work: Parameters<ReturnType<typeof database>['forAccount']>[1]) =>
      database().forAccount(accountId, work) as Promise<Result>;
    const begin = async () => {
      const run = { accountId, run: randomUUID() };
      const syncId = randomUUID();
      await inAccount((tx) => queueSync(tx, accountId, syncId));
      await inAccount((tx) => beginSync(tx, run));
      return {
        stage: (...assets: (string | StagedAsset)[]) =>
          inAccount((tx) => {
            const rows = assets.map((asset) =>
              toStagedRow(typeof asset === 'string' ? toStaged(asset) : asset),
            );
            return stageAssets(tx, run, { syncId, source: 'GRAPHQL', rows });
          }),
        publish: () => inAccount((tx) => publishSync(tx, { ...run, syncId, asOf: now })),
        readFetched: async () =>
          (await database().forAccount(accountId, (tx) => findSync(tx, accountId, syncId)))?.fetched,
      };
    };
    const read = async (q?: string) =>
      (await database().forAccount(accountId, (tx) => listAssets(tx, accountId, { page: 0, size: 20, q })))
        .content;
    const list = async () => (await read()).map(({ assetId }) => assetId);
    // As PostgreSQL does with an unlogged table when it recovers from a crash.
    const loseStaged = () => inAccount((tx) => tx.deleteFrom('asset_staging').execute());
    return { begin, read, list, loseStaged };
  };

  test('a reading whose beginning the database lost in a crash is not published', async () => {
    const { begin, list, loseStaged } = newAccount();
    const first = await begin();
    await first.stage('a', 'b', 'c');
    await first.publish();
    const second = await begin();
    await second.stage('a', 'b');
    await loseStaged();
    await second.stage('c');
    await expect(second.publish()).rejects.toMatchObject({
      code: 'staged_part_lost',
      message: expect.stringMatching(/read 3 assets, and 1 of them/) as string,
    });
    expect(await list()).toEqual(['a', 'b', 'c']);
  });

  test('an asset that was staged twice is no loss, counts once, and is what was read of it last', async () => {
    const { begin, read } = newAccount();
    for (const [first, second] of [
      ['Old', 'New'],
      ['New', 'Newer'],
    ] as const) {
      const sync = await begin();
      await sync.stage('a', toStaged('b', first), toStaged('b', second));
      await sync.stage(toStaged('a', second), 'c');
      await sync.publish();
      const names = (await read()).map(({ assetId, name }) => [assetId, name]).sort();
      expect(names).toEqual([
        ['a', second],
        ['b', second],
        ['c', 'Machine c'],
      ]);
      expect(await sync.readFetched()).toBe(3);
    }
  });

  test('a name is found by its words in whatever case, and by the new ones after it changed', async () => {
    const { begin, read } = newAccount();
    for (const name of ['Kran ØSTERGAARD', 'Bagger MÜHLÄCKER']) {
      const sync = await begin();
      await sync.stage(toStaged('a', name));
      await sync.publish();
    }
    const found = async (q: string) => (await read(q)).length;
    expect(await Promise.all(['mühläcker BAGGER', 'MÜHLÄCKER', 'østergaard'].map(found))).toEqual([1, 1, 0]);
  });
});
