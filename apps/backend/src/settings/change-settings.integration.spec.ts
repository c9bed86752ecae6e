import { defaultSettings } from '@fleet-watch/contracts';
import { expect, test } from 'vitest';
import { readSettings, writeSettings } from '../store/settings.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { asset, createFleetUnderTest, hoursAgo, start } from '../testing/fleet-under-test.ts';
import { buildInstallation } from '../testing/installation.ts';
import { createChangeSettings } from './change-settings.ts';

const webhook = { url: 'https://hooks.example.com/', enabled: true };

describeEachDatabase((database) => {
  const newAccount = (grantedScopes: readonly string[] = []) => {
    const fleet = createFleetUnderTest(database());
    const { accountId } = fleet;
    const acted: string[] = [];
    const changeSettings = createChangeSettings({
      database: database(),
      now: () => start,
      findInstallation: async () => buildInstallation({ accountId, grantedScopes }),
      actOnFleet: async (_tx, of) => void acted.push(of),
      isRefusedTarget: () => false,
    });
    const stored = () => database().forAccount(accountId, (tx) => readSettings(tx, accountId));
    return { ...fleet, acted, changeSettings, stored };
  };

  test('a changed threshold counts at once', async () => {
    const { accountId, acted, changeSettings, find, sync } = newAccount();
    await sync([[asset('a', hoursAgo(30))]]);
    const change = await changeSettings(accountId, { ...defaultSettings, silentAfterHours: 24 });
    expect(change).toEqual({ type: 'changed' });
    expect((await find('a'))?.state).toBe('SILENT');
    expect(acted).toEqual([accountId]);
  });

  test('settings that leave the thresholds as they are leave every machine alone', async () => {
    const { accountId, acted, changeSettings, find, stored, sync } = newAccount();
    await sync([[asset('a', hoursAgo(30))]]);
    // A threshold that no machine was ever held against: whoever evaluates the fleet is seen by that.
    const silentAfterHoursByAssetType = { TOOL: 336, CRANE: 24 };
    const before = { ...defaultSettings, silentAfterHours: 24, silentAfterHoursByAssetType };
    await database().forAccount(accountId, (tx) => writeSettings(tx, accountId, before));
    const after = { ...before, silentAfterHoursByAssetType: { CRANE: 24, TOOL: 336 }, webhook };
    expect(await changeSettings(accountId, after)).toEqual({ type: 'changed' });
    expect(await stored()).toEqual(after);
    expect((await find('a'))?.state).toBe('REPORTING');
    expect(acted).toEqual([accountId]);
  });

  test('write-back without its granted scope stores nothing', async () => {
    const { accountId, acted, changeSettings, stored } = newAccount(['account.asset.read']);
    const change = await changeSettings(accountId, { ...defaultSettings, webhook, writeBack: true });
    expect(change).toEqual({ type: 'scope_not_granted', scope: 'account.asset.manage' });
    expect([await stored(), acted]).toEqual([defaultSettings, []]);
  });

  test('write-back with its granted scope is stored', async () => {
    const { accountId, changeSettings, stored } = newAccount(['account.asset.manage']);
    const settings = { ...defaultSettings, writeBack: true };
    expect(await changeSettings(accountId, settings)).toEqual({ type: 'changed' });
    expect(await stored()).toEqual(settings);
  });

  test('settings other than those that are expected stay, and nothing follows', async () => {
    const { accountId, acted, changeSettings, stored } = newAccount();
    const change = await changeSettings(accountId, { ...defaultSettings, webhook }, () => false);
    expect(change).toEqual({ type: 'not_as_expected' });
    expect([await stored(), acted]).toEqual([defaultSettings, []]);
  });
});
