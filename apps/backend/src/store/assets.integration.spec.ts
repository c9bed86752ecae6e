import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { asset, createFleetUnderTest, hoursAgo } from '../testing/fleet-under-test.ts';
import { listAssets } from './assets.ts';
import { listFacets } from './facets.ts';

describeEachDatabase((database) => {
  const newAccount = () => createFleetUnderTest(database());

  test('search finds what has every word in name, brand, model or serial number, and no wildcard', async () => {
    const { sync, list } = newAccount();
    await sync([
      [asset('a', null, { name: 'Lift 100%' }), asset('b', null, { name: 'Lift 1000', serialNumber: null })],
    ]);
    const names = async (q: string) => (await list({ q })).content.map(({ name }) => name);
    expect(await names('LIFT')).toEqual(['Lift 100%', 'Lift 1000']);
    expect(await names('100%')).toEqual(['Lift 100%']);
    expect(await names('sn-a')).toEqual(['Lift 100%']);
    expect(await names('l_ft')).toEqual([]);
    expect(await names(' 1000  manitou LIFT ')).toEqual(['Lift 1000']);
    expect(await names('manitou jlg')).toEqual([]);
    expect(await names(' ')).toEqual(['Lift 100%', 'Lift 1000']);
  });

  test('pages cut one order, and empty values come last in both directions', async () => {
    const { sync, list } = newAccount();
    await sync([
      [asset('a', hoursAgo(3)), asset('b', null), asset('c', hoursAgo(2)), asset('d', hoursAgo(1))],
    ]);
    const sorted = async (descending: boolean, page: number) =>
      (await list({ sort: [{ field: 'lastSeenAt', descending }], size: 2, page })).content.map(
        (row) => row.assetId,
      );
    expect([await sorted(true, 0), await sorted(true, 1)]).toEqual([
      ['d', 'c'],
      ['a', 'b'],
    ]);
    expect(await sorted(false, 1)).toEqual(['d', 'b']);
    expect(await list({ page: 9, size: 2 })).toMatchObject({ content: [], totalElements: 4, totalPages: 2 });
  });

  test('rows that are alike in what they are sorted by come by their ids, so that pages never overlap', async () => {
    const { sync, list } = newAccount();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const fleet = (model: string) => [ids.map((id) => asset(id, null, id === 'a' ? { model } : {}))];
    await sync(fleet('old'));
    // Where a row lies in the table changes when it is written again.
    await sync(fleet('new'));
    const page = async (number: number) =>
      (await list({ sort: [{ field: 'brand', descending: true }], size: 2, page: number })).content;
    const pages = [...(await page(0)), ...(await page(1)), ...(await page(2))];
    expect(pages.map(({ assetId }) => assetId)).toEqual(ids);
  });

  test('a machine is quiet for so many hours when it was last seen exactly then, or earlier', async () => {
    const { sync, list } = newAccount();
    await sync([
      [asset('a', hoursAgo(6)), asset('b', hoursAgo(5)), asset('c', hoursAgo(4)), asset('d', null)],
    ]);
    const quiet = await list({ quietForHours: 5 });
    expect(quiet.content.map(({ assetId }) => assetId)).toEqual(['a', 'b']);
  });

  test('a machine tells what became of it, the newest first', async () => {
    const { sync, find } = newAccount();
    await sync([[asset('a', null)]]);
    await sync([[asset('a', hoursAgo(1))]]);
    await sync([[asset('a', hoursAgo(100))]]);
    const detail = await find('a');
    expect(detail?.transitions.map(({ from, to }) => [from, to])).toEqual([
      ['REPORTING', 'SILENT'],
      ['NEVER_REPORTED', 'REPORTING'],
    ]);
  });

  test('every page tells the same total: full, not full, the exact last, behind the end', async () => {
    const { sync, list } = newAccount();
    await sync([['a', 'b', 'c', 'd', 'e'].map((id) => asset(id, null))]);
    const total = async (query: object) => (await list(query)).totalElements;
    expect(await total({ size: 2, page: 0 })).toBe(5);
    expect(await total({ size: 2, page: 2 })).toBe(5);
    expect(await total({ size: 5, page: 0 })).toBe(5);
    expect(await total({ size: 2, page: 3 })).toBe(5);
    expect(await total({ size: 2, page: 0, q: 'nothing has this' })).toBe(0);
  });

  test('a machine that comes back to the fleet is listed and counted again', async () => {
    const { sync, list, summary } = newAccount();
    const [machine, other] = [asset('a', hoursAgo(1)), asset('b', hoursAgo(1))];
    for (const fleet of [[machine, other], [other], [machine, other]]) await sync([fleet]);
    expect((await list()).content.map(({ assetId }) => assetId)).toEqual(['a', 'b']);
    expect((await summary()).total).toBe(2);
  });

  test('brands and types are those of machines that are in the fleet, the most frequent first', async () => {
    const { accountId, sync } = newAccount();
    const tool = { brand: 'Bosch', assetType: 'TOOL' };
    await sync([
      [
        asset('a', null),
        asset('b', null),
        asset('c', null, tool),
        asset('d', null, tool),
        asset('e', null, tool),
      ],
    ]);
    await sync([[asset('a', null), asset('b', null), asset('c', null, tool)]]);
    expect(await database().forAccount(accountId, (tx) => listFacets(tx, accountId))).toEqual({
      brands: [
        { value: 'Manitou', count: 2 },
        { value: 'Bosch', count: 1 },
      ],
      assetTypes: [
        { value: 'MACHINE', count: 2 },
        { value: 'TOOL', count: 1 },
      ],
    });
  });

  test('an account sees none of another account’s fleet', async () => {
    const mine = newAccount();
    const theirs = newAccount();
    await mine.sync([[asset('a', hoursAgo(100))]]);
    await theirs.sync([[asset('b', hoursAgo(1))]]);
    expect(await theirs.summary()).toMatchObject({ total: 1, silent: 0 });
    expect(await theirs.find('a')).toBeUndefined();
    const stolen = database().forAccount(theirs.accountId, (tx) =>
      listAssets(tx, mine.accountId, { page: 0, size: 20 }),
    );
    expect((await stolen).content).toEqual([]);
  });
});
