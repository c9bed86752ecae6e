import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetRow, FleetSummary, Page, Sync } from '@fleet-watch/contracts';
import type { AppSummary } from '@fleet-watch/emulator';
import { createTestDatabase } from '@fleet-watch/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { irisAppId, startSystem, type System } from '../testing/start-system.ts';
import { startTokenRecorder, type TokenRecorder } from '../testing/token-recorder.ts';

const toJson = async <Body>(answer: Promise<Response>): Promise<Body> =>
  (await answer).json() as Promise<Body>;

const thresholds = { silentAfterHours: 72, silentAfterHoursByAssetType: { TOOL: 336 } };

describe.each(['embedded database', 'PostgreSQL server'])('%s', (kind) => {
  let system: System;
  let recorder: TokenRecorder;

  beforeAll(async () => {
    recorder = await startTokenRecorder(() => system.trackunit.url);
    const databaseEnv =
      kind === 'PostgreSQL server' ? { DATABASE_URL: await createTestDatabase(inject('postgresUrl')) } : {};
    system = await startSystem({ env: { TRACKUNIT_AUTH_URL: recorder.url, ...databaseEnv } });
  });
  afterAll(async () => {
    await system.close();
    await recorder.close();
  });

  test('an install becomes the numbers of that account’s fleet, for accounts of every size', async () => {
    for (const account of system.accounts) {
      const { status, lastSync } = await system.install(account);
      expect({ status, fetched: lastSync?.fetched }).toEqual({
        status: 'ACTIVE',
        fetched: account.assetCount,
      });
      const summary = await toJson<FleetSummary>(system.ask(account, '/api/v1/fleet/summary'));
      const { counts } = system.trackunit.truth(account.accountId, thresholds);
      const { total, reporting, silent, neverReported } = summary;
      expect({ total, reporting, silent, neverReported }).toEqual(counts);
      expect(summary.trend).toHaveLength(90);
    }
  });

  test('the list of silent machines is the one that Trackunit would make', async () => {
    const [, account] = system.accounts;
    if (account === undefined) throw new Error('the emulator has three accounts');
    const page = await toJson<Page<AssetRow>>(
      system.ask(account, '/api/v1/fleet/assets?state=SILENT&size=1000'),
    );
    const { assets } = system.trackunit.truth(account.accountId, thresholds);
    const silent = assets.filter(({ state }) => state === 'SILENT').map(({ assetId }) => assetId);
    expect(page.content.map(({ assetId }) => assetId).sort()).toEqual(silent.sort());
  });

  test('no token was ever asked for with a scope that the manifest lacks', async () => {
    const apps = await toJson<AppSummary[]>(fetch(`${system.trackunit.url}/_emulator/apps`));
    const declared = apps.flatMap(({ scopes }) => scopes.map(({ scope }) => scope));
    const asked = recorder.forms().map((form) => form.get('scope')?.split(' ') ?? []);
    for (const scopes of asked) {
      expect(scopes).not.toEqual([]);
      expect(declared).toEqual(expect.arrayContaining(scopes));
    }
    expect(asked.length).toBeGreaterThanOrEqual(system.accounts.length);
  });

  test('a sync that is asked for while one is under way is the same one', async () => {
    const account = system.accounts[2]!;
    const post = () => toJson<Sync>(system.ask(account, '/api/v1/syncs', { method: 'POST' }));
    const [one, two] = await Promise.all([post(), post()]);
    expect(one.id).toBe(two.id);
    const ended = await system.waitForSync(account, ({ lastSync }) => lastSync?.state === 'SUCCEEDED');
    expect(ended.lastSync?.id).toBe(one.id);
  });

  test('an account reads none of another account’s assets or syncs', async () => {
    const [mine, theirs] = system.accounts;
    if (mine === undefined || theirs === undefined) throw new Error('the emulator has three accounts');
    const page = await toJson<Page<AssetRow>>(system.ask(theirs, '/api/v1/fleet/assets?size=1'));
    const foreign = page.content[0]?.assetId ?? '';
    expect((await system.ask(theirs, `/api/v1/fleet/assets/${foreign}`)).status).toBe(200);
    expect((await system.ask(mine, `/api/v1/fleet/assets/${foreign}`)).status).toBe(404);
    const { id } = await toJson<Sync>(system.ask(theirs, '/api/v1/syncs', { method: 'POST' }));
    expect((await system.ask(mine, `/api/v1/syncs/${id}`)).status).toBe(404);
    await system.waitForSync(theirs, ({ lastSync }) => lastSync?.state === 'SUCCEEDED');
  });

  test('a backend that starts again finds the install and asks for none', async () => {
    const account = system.accounts[0]!;
    expect(await system.backend().stop()).toBe(0);
    await system.startBackendAgain();
    expect((await system.ask(account, '/api/v1/account')).status).toBe(200);
    const deliveries = system.trackunit
      .deliveries()
      .filter(({ accountId }) => accountId === account.accountId);
    expect(deliveries).toHaveLength(1);
  });

  test('an install that was acknowledged survives a kill at that moment', { timeout: 120_000 }, async () => {
    const account = system.accounts[0]!;
    const { delivered } = await system.trackunit.install({ irisAppId, accountId: account.accountId });
    await system.backend().kill();
    expect(delivered).toBe(true);
    await system.startBackendAgain();
    const { status } = await system.waitForSync(account, ({ lastSync }) => lastSync?.state === 'SUCCEEDED');
    expect(status).toBe('ACTIVE');
  });

  test('nothing that a run leaves behind holds a secret: output, measurements, or a file of the data folder', async () => {
    const secrets = await system.readSecrets();
    expect(secrets.length).toBeGreaterThan(0);
    const metrics = await (await fetch(`${system.backend().url}/metrics`)).text();
    await system.backend().stop();
    const left = [system.backend().output(), metrics];
    for (const entry of await readdir(system.dataDir, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) left.push(await readFile(join(entry.parentPath, entry.name), 'latin1'));
    for (const secret of secrets) {
      const forms = [
        secret,
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('hex'),
      ];
      for (const form of forms) expect(left.some((text) => text.includes(form))).toBe(false);
    }
    expect(system.backend().output()).not.toMatch(/eyJ[\w-]+\./);
    await system.startBackendAgain();
  });
});
