import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { asset, createFleetUnderTest, hoursAgo } from '../testing/fleet-under-test.ts';
import { countUnder } from './count-under.ts';

describeEachDatabase((database) => {
  test('a preview, too, counts a machine as silent just after its threshold, not at it', async () => {
    const { accountId, sync } = createFleetUnderTest(database());
    const justLonger = new Date(hoursAgo(5).getTime() - 1);
    await sync([[asset('a', hoursAgo(5)), asset('b', justLonger), asset('c', null)]]);
    const thresholds = { silentAfterHours: 5, silentAfterHoursByAssetType: {} };
    const counted = await database().forAccount(accountId, (tx) => countUnder(tx, accountId, thresholds));
    expect(counted).toEqual({ total: 3, reporting: 1, silent: 1, neverReported: 1 });
  });
});
