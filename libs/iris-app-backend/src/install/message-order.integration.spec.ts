import { afterAll, beforeAll, expect, test } from 'vitest';
import { installedBody, startCallback, type CallbackUnderTest } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import type { StoredInstall } from '../vault/store-messages.ts';

describeEachDatabase((database) => {
  let callback: CallbackUnderTest;
  beforeAll(async () => {
    callback = await startCallback({ database: database() });
  });
  afterAll(() => callback.stop());

  test('an older message after a newer one changes nothing and is answered with 204', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds });
    const late = { ...body, clientSecret: 'older' };
    expect((await callback.deliver(late, { iat: seconds - 10 })).status).toBe(204);
    expect(await callback.secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('64 installs of one account at the same time leave one row, the newest', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    const order = Array.from({ length: 64 }, (_, index) => (index * 37) % 64);
    const answers = await Promise.all(
      order.map((index) =>
        callback.deliver({ ...body, clientSecret: `secret ${index}` }, { iat: seconds - 63 + index }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    expect(await callback.secretOf(body.accountId)).toBe('secret 63');
  });

  test('an uninstall erases the secret and ends the account', async () => {
    const body = installedBody();
    await callback.deliver(body);
    expect((await callback.deliver({ ...body, type: 'UNINSTALLED' })).status).toBe(204);
    expect(await callback.vault.findInstallation(body.accountId)).toBeUndefined();
    expect(await callback.secretOf(body.accountId)).toBeUndefined();
  });

  test('a late uninstall does not end the install that came after it', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds - 30 });
    await callback.deliver(body, { iat: seconds - 10 });
    expect((await callback.deliver({ ...body, type: 'UNINSTALLED' }, { iat: seconds - 20 })).status).toBe(
      204,
    );
    expect(await callback.secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('an uninstall that comes before its install keeps that one out, a newer one is welcome', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver({ ...body, type: 'UNINSTALLED' }, { iat: seconds - 20 });
    await callback.deliver(body, { iat: seconds - 30 });
    expect(await callback.secretOf(body.accountId)).toBeUndefined();
    await callback.deliver(body, { iat: seconds - 10 });
    expect(await callback.secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('an uninstall of what is uninstalled keeps an install from before it out, and is no second end', async () => {
    const ended: StoredInstall[] = [];
    await using some = await startCallback({
      database: database(),
      onUninstalled: async (_tx, installs) => void ended.push(...installs),
    });
    const body = installedBody();
    const uninstalled = { ...body, type: 'UNINSTALLED' };
    const seconds = Math.floor(Date.now() / 1000);
    await some.deliver(uninstalled, { iat: seconds - 30 });
    await some.deliver(uninstalled, { iat: seconds - 10 });
    expect((await some.deliver(body, { iat: seconds - 20 })).status).toBe(204);
    expect(await callback.secretOf(body.accountId)).toBeUndefined();
    expect(ended).toHaveLength(1);
    expect(await some.vault.listAudit(body.accountId)).toMatchObject([{ action: 'UNINSTALLED' }]);
  });

  test('an install, its end and the next install in one second are all taken, in their order', async () => {
    const body = installedBody();
    const iat = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat });
    await callback.deliver({ ...body, type: 'UNINSTALLED' }, { iat });
    expect(await callback.secretOf(body.accountId)).toBeUndefined();
    await callback.deliver(body, { iat });
    expect(await callback.secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('a reinstall with the same credential wakes a suspended account', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds - 10 });
    await callback.vault.suspend({ accountId: body.accountId, generation: 1 }, 'anna', 'test');
    await callback.deliver(body, { iat: seconds - 10 });
    expect(await callback.secretOf(body.accountId)).toBeUndefined();
    await callback.deliver(body, { iat: seconds });
    expect(await callback.secretOf(body.accountId)).toBe(body.clientSecret);
  });
});
