import { afterAll, beforeAll, expect, test } from 'vitest';
import { installedBody, startCallback, type CallbackUnderTest } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import type { StoredInstall } from '../vault/store-messages.ts';

describeEachDatabase((database) => {
  const installed: StoredInstall[] = [];
  let callback: CallbackUnderTest;
  beforeAll(async () => {
    callback = await startCallback({
      database: database(),
      onInstalled: async (_tx, installs) => {
        installed.push(...installs);
      },
    });
  });
  afterAll(() => callback.stop());

  const changesOf = (accountId: string) => installed.filter((one) => one.accountId === accountId);

  test('an install is answered with 204 and its credential can be used', async () => {
    const body = installedBody();
    expect((await callback.deliver(body)).status).toBe(204);
    expect(await callback.secretOf(body.accountId)).toBe(body.clientSecret);
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

  test('a reinstall replaces the credential and begins a new generation', async () => {
    const body = installedBody();
    await callback.deliver(body);
    expect((await callback.deliver({ ...body, clientSecret: 'next' })).status).toBe(204);
    expect(await callback.secretOf(body.accountId)).toBe('next');
    expect(changesOf(body.accountId).map(({ generation }) => generation)).toEqual([1, 2]);
  });

  test('204 for a message that says in capitals that it is not compressed', async () => {
    const identity = { 'trackunit-identity': await callback.signer.sign() };
    const answer = await callback.post(JSON.stringify(installedBody()), {
      ...identity,
      'content-encoding': 'Identity',
    });
    expect(answer.status).toBe(204);
  });

  test('204 for a message of 64 KiB, with members that nobody knows', async () => {
    const body = installedBody({ region: 'eu' });
    const text = JSON.stringify(body);
    const padded = text.replace(/}$/, `,"pad":"${'x'.repeat(65_536 - text.length - 9)}"}`);
    expect(Buffer.byteLength(padded)).toBe(65_536);
    expect((await callback.post(padded, { 'trackunit-identity': await callback.signer.sign() })).status).toBe(
      204,
    );
    expect(await callback.secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('204 for a type that nobody knows: recorded, nothing else', async () => {
    const body = installedBody({ type: 'UPGRADED' });
    expect((await callback.deliver(body)).status).toBe(204);
    expect(await callback.vault.findInstallation(body.accountId)).toBeUndefined();
    const audit = await callback.vault.listAudit(body.accountId);
    expect(audit).toMatchObject([{ action: 'UNKNOWN_MESSAGE', detail: { type: 'UPGRADED' } }]);
  });

  test('an account id in capital letters is the same account', async () => {
    const body = installedBody();
    await callback.deliver({ ...body, accountId: body.accountId.toUpperCase() });
    expect(await callback.secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test.each([253_402_300_799, 8_640_000_000_001])(
    'an identity that is good for ever (exp %i) is no reason to lose an install',
    async (exp) => {
      expect((await callback.deliver(installedBody(), { exp })).status).toBe(204);
    },
  );
});
