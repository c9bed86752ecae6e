import { randomUUID } from 'node:crypto';
import type { AssetFilter, AssetRow } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { asset, createFleetUnderTest, hoursAgo } from '../testing/fleet-under-test.ts';
import { exportAssets } from './export-assets.ts';

const numbered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`.padStart(5, '0'));

const toFleet = (ids: readonly string[]) => [ids.map((id) => asset(id, hoursAgo(1)))];

describeEachDatabase((database) => {
  /** Exports an account's fleet by name; something happens after each page. */
  const readAll = async (accountId: string, afterPage: (page: number) => Promise<unknown>) => {
    const filter: AssetFilter = { sort: [{ field: 'name', descending: false }] };
    const rows: AssetRow[] = [];
    let pages = 0;
    for await (const page of exportAssets({ database: database(), accountId, filter })) {
      rows.push(...page);
      pages += 1;
      await afterPage(pages);
    }
    return { rows, pages };
  };

  test('a sync that is published between two pages takes no row away, and repeats and adds none', async () => {
    const { accountId, sync } = createFleetUnderTest(database());
    const ids = numbered(1, 2500);
    await sync(toFleet(ids));
    const { rows, pages } = await readAll(accountId, async (page) => {
      // The beginning is gone, and others come before it.
      if (page === 1) await sync(toFleet([...numbered(20_001, 20_100), ...numbered(501, 2500)]));
      // And some of it is back.
      if (page === 2) await sync(toFleet(numbered(1, 1200)));
    });
    expect(pages).toBe(3);
    expect(rows.map(({ assetId }) => assetId)).toEqual(ids);
  });

  test('a fleet of exactly one page is one page, and no fleet is none', async () => {
    const { accountId, sync } = createFleetUnderTest(database());
    await sync(toFleet(numbered(1, 1000)));
    const nothing = async () => {};
    expect((await readAll(accountId, nothing)).pages).toBe(1);
    expect((await readAll(randomUUID(), nothing)).pages).toBe(0);
  });
});
