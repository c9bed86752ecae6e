import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { listAssets } from './assets.ts';
import { publishSync } from './publish-sync.ts';
import { stageAssets, type StagedAsset } from './staging.ts';
import { beginSync } from './sync-runs.ts';
import { queueSync } from './syncs.ts';

const now = new Date('2026-03-10T12:00:00.000Z');

const toStaged = (assetId: string): StagedAsset => ({
  asset_id: assetId,
  name: `Machine ${assetId}`,
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
      await inAccount((tx) => beginSync(tx, run, { large: false }));
      return {
        stage: (...assetIds: string[]) =>
          inAccount((tx) =>
            stageAssets(tx, run, { syncId, source: 'GRAPHQL', assets: assetIds.map(toStaged) }),
          ),
        publish: () => inAccount((tx) => publishSync(tx, { ...run, syncId, asOf: now })),
      };
    };
    const list = async () => {
      const page = await database().forAccount(accountId, (tx) =>
        listAssets(tx, accountId, { page: 0, size: 20 }),
      );
      return page.content.map(({ assetId }) => assetId);
    };
    // As PostgreSQL does with an unlogged table when it recovers from a crash.
    const loseStaged = () => inAccount((tx) => tx.deleteFrom('asset_staging').execute());
    return { begin, list, loseStaged };
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

  test('an asset that was staged twice is no loss', async () => {
    const { begin, list } = newAccount();
    const sync = await begin();
    await sync.stage('a', 'b');
    await sync.stage('b', 'c');
    await sync.publish();
    expect(await list()).toEqual(['a', 'b', 'c']);
  });
});
