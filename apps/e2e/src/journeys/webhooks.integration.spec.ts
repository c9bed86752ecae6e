import {
  defaultSettings,
  type Settings,
  type WebhookSecret,
  type WebhookStatus,
  type WebhookTest,
} from '@fleet-watch/contracts';
import type { AccountSummary } from '@fleet-watch/emulator';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startBackend } from '../testing/start-backend.ts';
import { startSystem, type System } from '../testing/start-system.ts';
import { isSignedWith, startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

const thresholds = { silentAfterHours: 72, silentAfterHoursByAssetType: { TOOL: 336 } };
const hourSeconds = 3600;

let system: System;
let receiver: WebhookReceiver;
let account: AccountSummary;
let secret: string;

const call = async <Body>(path: string, method = 'GET', body?: unknown): Promise<Body> => {
  const response = await system.ask(account, `/api/v1/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
};

const decide = (webhook: Settings['webhook'], more: Partial<Settings> = {}) =>
  call<Settings>('settings', 'PUT', { ...defaultSettings, ...more, webhook });

const sync = async (): Promise<void> => {
  const { id } = await call<{ id: string }>('syncs', 'POST');
  await system.waitForSync(account, ({ lastSync }) => lastSync?.id === id && lastSync.state === 'SUCCEEDED');
};

/** What has changed since a reading, as the local Trackunit knows it. */
const statesNow = () =>
  new Map(
    system.trackunit
      .truth(account.accountId, thresholds)
      .assets.map(({ assetId, state }) => [assetId, state]),
  );

const toldIn = (from: number) => receiver.received.slice(from).flatMap(({ event }) => event.data.transitions);

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  system = await startSystem({
    env: { ALLOW_PRIVATE_WEBHOOKS: 'true' },
    embeddedTemplate: inject('embeddedTemplateFolder'),
  });
  account = system.accounts[0]!;
  await system.install(account);
});
afterAll(async () => {
  await system.close();
  receiver.close();
});

test('an account without a webhook has nothing to show and nothing to try', async () => {
  expect(await call<WebhookStatus>('webhook')).toEqual({
    ...{ url: null, enabled: false, disabledReason: null, lastDelivery: null, hasSecret: false },
  });
  const response = await system.ask(account, '/api/v1/webhook/test', { method: 'POST' });
  expect([response.status, await response.json()]).toMatchObject([404, { code: 'not_found' }]);
});

test('a test arrives, signed with the secret that was shown once', async () => {
  await decide({ url: receiver.url, enabled: true });
  ({ secret } = await call<WebhookSecret>('webhook/secret', 'POST'));
  expect(await call<WebhookTest>('webhook/test', 'POST')).toEqual({
    ...{ delivered: true, status: 204, error: null },
  });
  const [message] = receiver.received;
  expect(message?.event).toMatchObject({ type: 'fleet_watch.test', data: { transitions: [] } });
  expect(message && isSignedWith(secret, message)).toBe(true);
  expect(message && isSignedWith('whsec_AAAA', message)).toBe(false);
  expect(await call<WebhookStatus>('webhook')).toMatchObject({ hasSecret: true, lastDelivery: null });
});

test('a second test right after the first is refused, and told when there may be one', async () => {
  const response = await system.ask(account, '/api/v1/webhook/test', { method: 'POST' });
  expect([response.status, await response.json()]).toMatchObject([429, { code: 'too_many_requests' }]);
  expect(response.headers.get('Retry-After')).toMatch(/^[1-5]$/);
});

test('machines that fall silent are told with the sync that finds it, each once', async () => {
  const before = statesNow();
  const first = receiver.received.length;
  const working = [...before].filter(([, state]) => state === 'REPORTING').map(([assetId]) => assetId);
  for (const assetId of working.slice(0, 5)) {
    const path = `/_emulator/assets/${account.accountId}/${assetId}`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ unplugged: true });
    expect((await fetch(`${system.trackunit.url}${path}`, { method: 'POST', headers, body })).status).toBe(
      200,
    );
  }
  const clock = JSON.stringify({ jumpSeconds: 400 * hourSeconds });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${system.trackunit.url}/_emulator/clock`, { method: 'POST', headers, body: clock });
  await sync();
  const changed = [...statesNow()].filter(([assetId, state]) => before.get(assetId) !== state);
  expect(changed.length).toBeGreaterThanOrEqual(5);
  await receiver.waitFor(() => toldIn(first).length >= changed.length);
  await sync();
  const told = toldIn(first).map(({ assetId, from, to }) => [assetId, from, to]);
  expect(told.sort()).toEqual(
    changed.map(([assetId, state]) => [assetId, before.get(assetId), state]).sort(),
  );
  expect(receiver.received.slice(first).every((message) => isSignedWith(secret, message))).toBe(true);
});

test('a receiver that fails gets the same message again, signed anew', async () => {
  const first = receiver.received.length;
  receiver.answerNext(503);
  await decide({ url: receiver.url, enabled: true }, { silentAfterHours: 1 });
  await receiver.waitFor(({ length }) => length > first);
  expect((await call<WebhookStatus>('webhook')).enabled).toBe(true);
  await receiver.waitFor(({ length }) => length > first + 1);
  const [one, two] = receiver.received.slice(first);
  expect(two?.id).toBe(one?.id);
  expect(two?.body).toBe(one?.body);
  expect(Number(two?.timestamp)).toBeGreaterThanOrEqual(Number(one?.timestamp) + 5);
  expect(two && isSignedWith(secret, two)).toBe(true);
  await expect
    .poll(async () => (await call<WebhookStatus>('webhook')).lastDelivery)
    .toMatchObject({ status: 204, error: null });
});

test('after a new secret messages carry two signatures, and either one opens them', async () => {
  const { secret: second, previousExpiresAt } = await call<WebhookSecret>('webhook/secret', 'POST');
  expect(previousExpiresAt).not.toBeNull();
  const first = receiver.received.length;
  await decide({ url: receiver.url, enabled: true });
  await receiver.waitFor(({ length }) => length > first);
  const message = receiver.received[first];
  expect(message && [isSignedWith(secret, message), isSignedWith(second, message)]).toEqual([true, true]);
});

test('a receiver that says 410 is switched off, with the reason, until the account switches it on', async () => {
  const first = receiver.received.length;
  receiver.answerNext(410);
  await decide({ url: receiver.url, enabled: true }, { silentAfterHours: 1 });
  await receiver.waitFor(({ length }) => length > first);
  await expect
    .poll(() => call<WebhookStatus>('webhook'))
    .toMatchObject({ enabled: false, disabledReason: expect.stringContaining('410') });
  expect((await call<Settings>('settings')).webhook).toEqual({ url: receiver.url, enabled: false });
  await decide({ url: receiver.url, enabled: true }, { silentAfterHours: 1 });
  await receiver.waitFor(({ length }) => length > first + 1);
  expect(receiver.received[first + 1]?.id).toBe(receiver.received[first]?.id);
});

test('another account sees none of this', async () => {
  const [, other] = system.accounts;
  await system.install(other!);
  const response = await system.ask(other!, '/api/v1/webhook');
  expect(await response.json()).toMatchObject({ url: null, hasSecret: false });
});

test('no secret was printed', () => {
  expect(system.backend().output()).not.toContain(secret);
});

const put = (url: string, more: Partial<Settings> = {}) =>
  system.ask(account, '/api/v1/settings', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'accept-language': 'da' },
    body: JSON.stringify({ ...defaultSettings, ...more, webhook: { url, enabled: true } }),
  });

test('without the switch for development no private address is sent to, and no new one is saved', async () => {
  await system.backend().stop();
  const { port } = new URL(system.backend().url);
  const strict = await startBackend({ ...system.trackunit.env, DATA_DIR: system.dataDir }, Number(port));
  try {
    const before = receiver.received.length;
    expect(await call<WebhookTest>('webhook/test', 'POST')).toMatchObject({
      ...{ delivered: false, status: null, error: expect.stringContaining('not a public one') },
    });
    expect(receiver.received).toHaveLength(before);
    // The one from before stands in nobody's way.
    expect((await put(receiver.url, { silentAfterHours: 96 })).status).toBe(200);
    const refused = await put('https://10.1.2.3/hook');
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      {
        code: 'constraint_violation',
        violations: [{ field: 'webhook.url', message: expect.stringContaining('ikke offentlig') }],
      },
    ]);
    expect((await put('https://hooks.example.com')).status).toBe(200);
  } finally {
    await strict.stop();
  }
});
