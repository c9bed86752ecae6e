import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newKeyRing } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { newToken } from '../testing/new-token.ts';
import { setUpVault } from '../testing/set-up-vault.ts';
import { createTokenStore } from './create-token-store.ts';

describeEachDatabase((database) => {
  /** An account with the app, and the key of a token that was asked for with its credential. */
  const setUp = async () => {
    const keys = newKeyRing();
    const { irisAppId, vault, install } = setUpVault(database(), keys);
    const { accountId, generation } = await install();
    const place = { environment: 'https://auth.example', irisAppId, accountId, scope: 'asset.view' };
    const key = { ...place, generation: String(generation) };
    const uninstall = { accountId, issuedAt: new Date() };
    const store = createTokenStore({ database: database(), keys, onlyInstalled: true });
    return { store, vault, install, key, accountId, uninstall };
  };

  test('a token of an account that has the app is kept, and replaces the one before', async () => {
    const { store, key } = await setUp();
    await store.saveToken(key, newToken());
    const second = newToken();
    await store.saveToken(key, second);
    expect((await store.findToken(key))?.tokenId).toBe(second.tokenId);
  });

  test('a token that comes after its account uninstalled, was erased or installed anew is not kept', async () => {
    const uninstalled = await setUp();
    await database().asSystem((tx) => uninstalled.vault.uninstall(tx, uninstalled.uninstall, 'trackunit'));
    const erased = await setUp();
    await erased.vault.eraseAccount(erased.accountId, 'anna');
    const reinstalled = await setUp();
    await reinstalled.install(reinstalled.accountId, 'another secret');
    for (const { store, key } of [uninstalled, erased, reinstalled]) {
      await store.saveToken(key, newToken());
      expect(await store.findToken(key)).toBeUndefined();
    }
  });

  test('the tokens of an account go when it uninstalls, and those of another stay', async () => {
    const [gone, stays] = [await setUp(), await setUp()];
    for (const { store, key } of [gone, stays]) await store.saveToken(key, newToken());
    await database().asSystem((tx) => gone.vault.uninstall(tx, gone.uninstall, 'trackunit'));
    const { rows } = await database().asSystem((tx) =>
      sql<{ account_id: string }>`select account_id from iris_app.token
        where account_id in (${gone.accountId}, ${stays.accountId})`.execute(tx),
    );
    expect(rows.map((row) => row.account_id)).toEqual([stays.accountId]);
  });

  test('a token that comes while its account uninstalls is not kept', async () => {
    const { store, vault, key, uninstall } = await setUp();
    const begun = Promise.withResolvers<undefined>();
    const released = Promise.withResolvers<undefined>();
    const uninstalling = database().asSystem(async (tx) => {
      await vault.uninstall(tx, uninstall, 'trackunit');
      begun.resolve(undefined);
      await released.promise;
    });
    await begun.promise;
    const saving = store.saveToken(key, newToken());
    await sleep(100);
    released.resolve(undefined);
    await Promise.all([uninstalling, saving]);
    expect(await store.findToken(key)).toBeUndefined();
  });
});
