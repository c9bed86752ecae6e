import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';
import type { StoredInstall } from '../vault/store-installs.ts';

describeEachDatabase((database) => {
  const installed: StoredInstall[] = [];
  let callback: Awaited<ReturnType<typeof startCallback>>;
  beforeAll(async () => {
    callback = await startCallback({
      database: database(),
      onInstalled: async (_tx, install) => {
        installed.push(install);
      },
    });
  });
  afterAll(() => callback.stop());

  const changesOf = (accountId: string) => installed.filter((one) => one.accountId === accountId);
  const secretOf = async (accountId: string) =>
    (await callback.vault.findCredential(accountId))?.clientSecret.reveal();

  test('an install is answered with 204 and its credential can be used', async () => {
    const body = installedBody();
    expect((await callback.deliver(body)).status).toBe(204);
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
    expect(changesOf(body.accountId)).toEqual([{ accountId: body.accountId, generation: 1 }]);
  });

  test('the same message again changes nothing and is answered with 204', async () => {
    const body = installedBody();
    const identity = { 'trackunit-identity': await callback.signer.sign() };
    const text = JSON.stringify(body);
    expect((await callback.post(text, identity)).status).toBe(204);
    expect((await callback.post(text, identity)).status).toBe(204);
    expect((await callback.deliver(body)).status).toBe(204);
    expect(changesOf(body.accountId)).toHaveLength(1);
  });

  test('an older message after a newer one changes nothing and is answered with 204', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds });
    const late = { ...body, clientSecret: 'older' };
    expect((await callback.deliver(late, { iat: seconds - 10 })).status).toBe(204);
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('a reinstall replaces the credential and begins a new generation', async () => {
    const body = installedBody();
    await callback.deliver(body);
    expect((await callback.deliver({ ...body, clientSecret: 'next' })).status).toBe(204);
    expect(await secretOf(body.accountId)).toBe('next');
    expect(changesOf(body.accountId).map(({ generation }) => generation)).toEqual([1, 2]);
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
    expect(await secretOf(body.accountId)).toBe('secret 63');
  });

  test('an uninstall erases the secret and ends the account', async () => {
    const body = installedBody();
    await callback.deliver(body);
    expect((await callback.deliver({ ...body, type: 'UNINSTALLED' })).status).toBe(204);
    expect(await callback.vault.findInstallation(body.accountId)).toBeUndefined();
    expect(await secretOf(body.accountId)).toBeUndefined();
  });

  test('a late uninstall does not end the install that came after it', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds - 30 });
    await callback.deliver(body, { iat: seconds - 10 });
    expect((await callback.deliver({ ...body, type: 'UNINSTALLED' }, { iat: seconds - 20 })).status).toBe(
      204,
    );
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });
});
