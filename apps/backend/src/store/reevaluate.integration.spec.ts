import { defaultSettings } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { asset, createFleetUnderTest, hoursAgo, start } from '../testing/fleet-under-test.ts';
import { lockFleet } from './lock-fleet.ts';
import { reevaluateFleet } from './reevaluate.ts';
import { writeSettings } from './settings.ts';

describeEachDatabase((database) => {
  const newAccount = () => {
    const fleet = createFleetUnderTest(database());
    const { accountId } = fleet;
    const setHours = (silentAfterHours: number) =>
      database().forAccount(accountId, async (tx) => {
        const thresholds = { ...defaultSettings, silentAfterHours };
        await lockFleet(tx, accountId);
        await writeSettings(tx, accountId, thresholds);
        return reevaluateFleet(tx, { accountId, thresholds, now: start });
      });
    return { ...fleet, setHours };
  };

  test('a new threshold tells nothing of an asset that has left the fleet', async () => {
    const { setHours, sync } = newAccount();
    await sync([[asset('a', hoursAgo(30)), asset('b', hoursAgo(30))]]);
    await sync([[asset('b', hoursAgo(30))]]);
    expect((await setHours(24)).map(({ assetId }) => assetId)).toEqual(['b']);
  });

  test('a lower threshold counts at once, without a new reading', async () => {
    const { setHours, sync, summary, find } = newAccount();
    await sync([[asset('a', hoursAgo(10)), asset('b', hoursAgo(1))]]);
    await setHours(5);
    expect(await summary()).toMatchObject({ silent: 1, reporting: 1 });
    expect((await summary()).trend.at(-1)).toMatchObject({ silent: 1 });
    expect((await find('a'))?.transitions).toMatchObject([{ to: 'SILENT', at: start.toISOString() }]);
  });

  test('an asset that a lower threshold makes silent while it is gone is told of when it comes back', async () => {
    const { setHours, sync, find } = newAccount();
    await sync([[asset('a', hoursAgo(30)), asset('b', hoursAgo(1))]]);
    await sync([[asset('b', hoursAgo(1))]]);
    await setHours(24);
    await sync([[asset('a', hoursAgo(30)), asset('b', hoursAgo(1))]]);
    expect((await find('a'))?.transitions).toMatchObject([{ from: 'REPORTING', to: 'SILENT' }]);
  });

  test('a threshold that moves while a fleet is read tells each change once, and none that nobody saw', async () => {
    const { setHours, sync, summary, find } = newAccount();
    const fleet = [asset('a', hoursAgo(100)), asset('b', hoursAgo(30)), asset('c', hoursAgo(1))];
    await sync([fleet]);
    const moved = async () => {
      await setHours(200);
      return [asset('d', hoursAgo(100))];
    };
    await sync([fleet, moved]);
    expect((await find('a'))?.transitions).toMatchObject([{ from: 'SILENT', to: 'REPORTING' }]);
    expect((await find('d'))?.transitions).toEqual([]);
    expect(await summary()).toMatchObject({ total: 4, reporting: 4, silent: 0 });
  });

  test('a threshold that moves while the first reading runs tells nothing', async () => {
    const { setHours, sync, summary, find } = newAccount();
    const moved = async () => {
      await setHours(24);
      return [asset('b', hoursAgo(100))];
    };
    await sync([[asset('a', hoursAgo(30))], moved]);
    expect([(await find('a'))?.transitions, (await find('b'))?.transitions]).toEqual([[], []]);
    expect(await summary()).toMatchObject({ total: 2, silent: 2 });
  });
});
