import { defaultSettings, type AssetRow, type Page } from '@fleet-watch/contracts';
import type { AccountSummary, ApiCallRecord } from '@fleet-watch/emulator';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { irisAppId, startSystem, type System } from '../testing/start-system.ts';

const timeout = { timeout: 30_000, interval: 100 };

let system: System;
let account: AccountSummary;

const decide = (writeBack: boolean, of = account) =>
  system.ask(of, '/api/v1/settings', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...defaultSettings, writeBack }),
  });

const sync = async (): Promise<void> => {
  const response = await system.ask(account, '/api/v1/syncs', { method: 'POST' });
  const { id } = (await response.json()) as { id: string };
  await system.waitForSync(account, ({ lastSync }) => lastSync?.id === id && lastSync.state === 'SUCCEEDED');
};

/** The values of an asset's custom fields; the app defines one field. */
type TrueFields = {
  readonly customFields: readonly { readonly value: { readonly stringValue: string | null } }[];
};

/** What Trackunit's assets say, where they say something. */
const fieldsInTrackunit = async (): Promise<Record<string, string>> => {
  const { assets } = system.trackunit.truth(account.accountId);
  const entries = await Promise.all(
    assets.map(async ({ assetId }) => {
      const url = `${system.trackunit.url}/_emulator/assets/${account.accountId}/${assetId}`;
      const { customFields } = (await (await fetch(url)).json()) as TrueFields;
      return [assetId, customFields[0]?.value.stringValue ?? ''] as const;
    }),
  );
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
};

/** What Fleet Watch says of the silent ones. */
const silentInFleetWatch = async (): Promise<Record<string, string | null>> => {
  const response = await system.ask(account, '/api/v1/fleet/assets?state=SILENT&size=1000');
  const { content } = (await response.json()) as Page<AssetRow>;
  return Object.fromEntries(content.map(({ assetId, silentSince }) => [assetId, silentSince]));
};

const countWrites = async (accountId = account.accountId): Promise<number> => {
  const calls = (await (await fetch(`${system.trackunit.url}/_emulator/calls`)).json()) as ApiCallRecord[];
  return calls.filter((call) => call.path.includes('set-values') && call.accountId === accountId).length;
};

beforeAll(async () => {
  system = await startSystem({ embeddedTemplate: inject('embeddedTemplateFolder') });
  account = system.accounts[0]!;
  await system.install(account);
});
afterAll(() => system.close());

test('nothing is written before the account switches it on', async () => {
  await sync();
  expect(await countWrites()).toBe(0);
});

test('every silent machine says in Trackunit since when, and no other does', async () => {
  expect((await decide(true)).status).toBe(200);
  const silent = await silentInFleetWatch();
  expect(Object.keys(silent).length).toBeGreaterThan(0);
  await expect.poll(fieldsInTrackunit, timeout).toEqual(silent);
});

test('a sync that finds the same writes nothing', async () => {
  const before = await countWrites();
  await sync();
  expect(await countWrites()).toBe(before);
});

test('a storm of limits and failures delays what is written, and loses none of it', async () => {
  const route = 'POST /api/custom-fields/v1/set-values/';
  const { accountId } = account;
  system.trackunit.addFault({ route, accountId, count: 3, effect: { kind: 'status', status: 503 } });
  const limit = { kind: 'status', status: 429, retryAfterSeconds: 1 } as const;
  system.trackunit.addFault({ route, accountId, count: 2, effect: limit });
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ ...defaultSettings, silentAfterHours: 24, writeBack: true });
  const before = await silentInFleetWatch();
  await system.ask(account, '/api/v1/settings', { method: 'PUT', headers, body });
  const silent = await silentInFleetWatch();
  expect(silent).not.toEqual(before);
  await expect.poll(fieldsInTrackunit, timeout).toEqual(silent);
});

test('switched off, every value is taken back', async () => {
  await decide(false);
  await expect.poll(fieldsInTrackunit, timeout).toEqual({});
  const before = await countWrites();
  await sync();
  expect(await countWrites()).toBe(before);
});

test('an account that denied the scope can’t switch it on, and nothing is written for it', async () => {
  const other = system.accounts[1]!;
  await system.install(other, ['account.asset.manage']);
  const response = await decide(true, other);
  expect([response.status, await response.json()]).toMatchObject([409, { code: 'scope_not_granted' }]);
  expect(await countWrites(other.accountId)).toBe(0);
});

test('a scope that is withdrawn later stops the writing', async () => {
  await decide(true);
  await expect.poll(fieldsInTrackunit, timeout).toEqual(await silentInFleetWatch());
  const denyScopes = ['account.asset.manage'];
  await system.trackunit.install({ irisAppId, accountId: account.accountId, denyScopes });
  await system.waitForSync(account, ({ scopes, lastSync }) =>
    Boolean(lastSync?.state === 'SUCCEEDED' && scopes.denied.length > 0),
  );
  const before = await countWrites();
  await sync();
  expect(await countWrites()).toBe(before);
});
