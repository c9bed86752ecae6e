import { daysBefore } from '@fleet-watch/fleet';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { asset, createFleetUnderTest, hourMs, hoursAgo, start } from '../testing/fleet-under-test.ts';
import { recordToday } from './fleet-days.ts';

describeEachDatabase((database) => {
  const newAccount = () => createFleetUnderTest(database());

  test('days are those of UTC, whatever time zone the database is in', async () => {
    const { accountId, sync, summary } = newAccount();
    await sync([[asset('a', hoursAgo(24 * 10 + 72))]]);
    const before = await summary();
    await database().forAccount(accountId, async (tx) => {
      await sql`select set_config('TimeZone', 'Pacific/Auckland', true)`.execute(tx);
      await tx.deleteFrom('fleet_day').execute();
      await recordToday(tx, accountId, start);
    });
    expect(await summary()).toEqual(before);
  });

  test('before the first sync the fleet is empty and has no trend', async () => {
    const { summary } = newAccount();
    expect(await summary()).toMatchObject({ total: 0, silent: 0, trend: [] });
  });

  test('the trend is ninety days, today counted and the days before it estimated', async () => {
    const { sync, summary } = newAccount();
    await sync([[asset('a', hoursAgo(1)), asset('b', hoursAgo(24 * 10 + 72))]]);
    const { trend } = await summary();
    expect(trend).toHaveLength(90);
    expect(trend[0]?.date).toBe(daysBefore('2026-03-10', 89));
    expect(trend.at(-1)).toEqual({
      date: '2026-03-10',
      reporting: 1,
      silent: 1,
      neverReported: 0,
      estimated: false,
    });
    expect(trend.at(-11)).toMatchObject({ date: '2026-02-28', silent: 1, estimated: true });
    expect(trend.at(-12)).toMatchObject({ date: '2026-02-27', silent: 0, estimated: true });
  });

  test('days that a sync saw stay as they were seen', async () => {
    const { sync, summary } = newAccount();
    await sync([[asset('a', hoursAgo(100))]]);
    const nextDay = new Date(start.getTime() + 24 * hourMs);
    await sync([[asset('a', hoursAgo(1, nextDay))]], nextDay);
    expect((await summary()).trend.slice(-2)).toEqual([
      { date: '2026-03-10', reporting: 0, silent: 1, neverReported: 0, estimated: false },
      { date: '2026-03-11', reporting: 1, silent: 0, neverReported: 0, estimated: false },
    ]);
  });
});
