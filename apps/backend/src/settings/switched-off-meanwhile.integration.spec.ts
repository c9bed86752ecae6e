import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultSettings, type Settings } from '@fleet-watch/contracts';
import { createDatabase, type Database } from '@fleet-watch/iris-app-backend';
import { startPostgres } from '@fleet-watch/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fleetWatchMigrations } from '../store/migrations/index.ts';
import { writeSettings } from '../store/settings.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { createChangeSettings } from './change-settings.ts';

// On a server only: the embedded database has one session, and nobody comes in between.

let database: Database<FleetWatchTables>;
let stop: () => Promise<void>;

beforeAll(async () => {
  const server = await startPostgres();
  database = await createDatabase<FleetWatchTables>({ url: await server.createDatabase() });
  stop = async () => {
    await database.close();
    await server.stop();
  };
  await database.migrate({ name: 'fleet_watch', migrations: fleetWatchMigrations });
});
afterAll(() => stop());

test('settings that are changed while their webhook is switched off are compared with what it has become', async () => {
  const accountId = randomUUID();
  const webhook = { url: 'https://hooks.example.com/', enabled: true };
  const settings: Settings = { ...defaultSettings, webhook };
  await database.forAccount(accountId, (tx) => writeSettings(tx, accountId, settings));
  const changeSettings = createChangeSettings({
    database,
    now: () => new Date(),
    findInstallation: async () => undefined,
    actOnFleet: async () => {},
    isRefusedTarget: () => false,
  });
  const [switched, asked] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const switching = database.forAccount(accountId, async (tx) => {
    await writeSettings(tx, accountId, { ...settings, webhook: { ...webhook, enabled: false } });
    switched.resolve(undefined);
    await asked.promise;
  });
  await switched.promise;
  const seen: Settings[] = [];
  const changing = changeSettings(accountId, settings, (stored) => {
    seen.push(stored);
    return stored.webhook?.enabled === true;
  });
  // Long enough to have read what is committed, were it not for the row that is held.
  await Promise.race([changing, sleep(300)]);
  asked.resolve(undefined);
  await switching;
  expect(await changing).toEqual({ type: 'not_as_expected' });
  expect(seen.map(({ webhook: stored }) => stored?.enabled)).toEqual([false]);
});
