import { randomUUID } from 'node:crypto';
import { defaultSettings } from '@fleet-watch/contracts';
import {
  createKeyRing,
  createVault,
  generateCredentialKey,
  parseCredentialKeys,
} from '@fleet-watch/iris-app-backend';
import { expect, test } from 'vitest';
import { writeSettings } from '../store/settings.ts';
import { followWebhookSetting, readWebhookStatus } from '../store/webhooks.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createSendTest } from './send-test.ts';
import { createWebhookSecrets, createWebhookSecretTable } from './webhook-secrets.ts';

const irisAppId = '@acme/app';
const [oldKey, newKey] = [generateCredentialKey('old'), generateCredentialKey('new')];
const toRing = (...keys: string[]) => createKeyRing(parseCredentialKeys(keys.join(',')));
const start = Date.parse('2026-03-10T12:00:00.000Z');

describeEachDatabase((database) => {
  const newAccount = (keys = toRing(oldKey)) => {
    const accountId = randomUUID();
    let nowMs = start;
    const now = () => new Date(nowMs);
    const secrets = createWebhookSecrets({ keys, irisAppId, now });
    return {
      accountId,
      now,
      pass: (hours: number) => {
        nowMs += hours * 3_600_000;
      },
      rotate: () => database().forAccount(accountId, (tx) => secrets.rotate(tx, accountId)),
      reveal: async (with_ = secrets) => {
        const revealed = await database().forAccount(accountId, (tx) => with_.reveal(tx, accountId));
        return revealed.map((secret) => secret.reveal());
      },
      status: () => database().forAccount(accountId, (tx) => readWebhookStatus(tx, accountId)),
    };
  };

  test('a secret is shown once and signs from then on', async () => {
    const { rotate, reveal, status } = newAccount();
    expect(await status()).toMatchObject({ hasSecret: false });
    const { secret, previousExpiresAt } = await rotate();
    expect(await reveal()).toEqual([secret]);
    expect(previousExpiresAt).toBeNull();
    expect(await status()).toMatchObject({ hasSecret: true });
  });

  test('the secret before signs too for a day', async () => {
    const { rotate, reveal, pass } = newAccount();
    const first = await rotate();
    pass(1);
    const second = await rotate();
    expect(second.previousExpiresAt).toBe(new Date(start + 25 * 3_600_000).toISOString());
    expect(await reveal()).toEqual([second.secret, first.secret]);
    pass(24);
    expect(await reveal()).toEqual([second.secret]);
  });

  test('a third secret ends the first one', async () => {
    const { rotate, reveal, pass } = newAccount();
    const all = [];
    for (let count = 0; count < 3; count += 1) {
      all.unshift((await rotate()).secret);
      pass(1);
    }
    expect(await reveal()).toEqual(all.slice(0, 2));
  });

  test('an account that asked for no secret gets one that nobody has seen, and that ends with the first shown', async () => {
    const { rotate, reveal, status } = newAccount();
    const [unseen] = await reveal();
    expect(await reveal()).toEqual([unseen]);
    expect(await status()).toMatchObject({ hasSecret: false });
    const { secret, previousExpiresAt } = await rotate();
    expect(previousExpiresAt).toBeNull();
    expect(await reveal()).toEqual([secret]);
  });

  test('a secret goes with the webhook', async () => {
    const { accountId, rotate, status } = newAccount();
    await rotate();
    const before = { url: 'https://receiver.test/', enabled: true };
    await database().forAccount(accountId, (tx) =>
      followWebhookSetting(tx, accountId, { before, after: null }),
    );
    expect(await status()).toMatchObject({ hasSecret: false });
  });

  test('secrets are put under the new key with all else of the vault, and open without the old one', async () => {
    const accounts = [newAccount(), newAccount()];
    const shown = [];
    for (const { rotate } of accounts) shown.push((await rotate()).secret);
    const sealedTables = [createWebhookSecretTable(irisAppId)];
    const withKeys = (...keys: string[]) =>
      createVault({ database: database(), keys: toRing(...keys), irisAppId, sealedTables });
    await expect(withKeys(newKey).checkKeys()).rejects.toMatchObject({ code: 'key_missing' });
    expect((await withKeys(newKey, oldKey).rotateKeys()).done).toBeGreaterThanOrEqual(2);
    expect(await withKeys(newKey, oldKey).rotateKeys()).toEqual({ done: 0, total: 0 });
    await withKeys(newKey).checkKeys();
    expect([...(await withKeys(newKey).countKeyUse()).keys()]).toEqual(['new']);
    for (const [index, { reveal, now }] of accounts.entries()) {
      const withoutOld = createWebhookSecrets({ keys: toRing(newKey), irisAppId, now });
      expect(await reveal(withoutOld)).toEqual([shown[index]]);
    }
  });

  test('the export of an account’s data shows that there is a secret, and not the secret', async () => {
    const { accountId, rotate } = newAccount();
    await rotate();
    const vault = createVault({ database: database(), keys: toRing(oldKey), irisAppId });
    const exported: { table: string; rows: readonly Record<string, unknown>[] }[] = [];
    await vault.exportAccount(accountId, 'test', async (part) => void exported.push(part));
    const rows = exported.find(({ table }) => table.endsWith('webhook_secret'))?.rows;
    expect(Object.keys(rows?.[0] ?? {}).sort()).toEqual([
      'account_id',
      'created_at',
      'expires_at',
      'key_id',
      'secret_id',
      'shown',
    ]);
  });

  test('a test goes to the address, again after five seconds, which are told, and nowhere without an address', async () => {
    const { accountId } = newAccount();
    let nowMs = start;
    const outcome = { delivered: false, status: 404, failure: 'status_refused:404' } as const;
    const sendTest = createSendTest({
      database: database(),
      now: () => new Date(nowMs),
      sendEvent: async () => outcome,
    });
    expect(await sendTest(accountId)).toEqual({ type: 'no_webhook' });
    const webhook = { url: 'https://receiver.test/', enabled: false };
    await database().forAccount(accountId, (tx) =>
      writeSettings(tx, accountId, { ...defaultSettings, webhook }),
    );
    expect(await sendTest(accountId)).toEqual({ type: 'sent', outcome });
    nowMs += 1200;
    expect(await sendTest(accountId)).toEqual({ type: 'too_soon', retryAfterSeconds: 4 });
    nowMs += 3799;
    expect(await sendTest(accountId)).toEqual({ type: 'too_soon', retryAfterSeconds: 1 });
    nowMs += 1;
    expect(await sendTest(accountId)).toEqual({ type: 'sent', outcome });
  });
});
