import { randomUUID } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { listenToAccountChanges } from '../database/account-changes.ts';
import { accountTablePolicySql } from '../database/roles.ts';
import { createTokenStore } from '../stores/create-token-store.ts';
import { newKeyRing } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { setUpVault } from '../testing/set-up-vault.ts';
import { openText, sealText } from './sealed-text.ts';

const tables = {
  name: 'capitals_spec',
  migrations: {
    '0001_note': `create table spec_note (account_id uuid not null, text text); ${accountTablePolicySql('spec_note')}`,
  },
};

describeEachDatabase((database) => {
  test('an account that is erased by its id in capitals loses its rows', async () => {
    await database().migrate(tables);
    const { vault, install } = setUpVault(database());
    const { accountId } = await install();
    const rows = () =>
      database().forAccount(accountId, async (tx) => (await sql`select * from spec_note`.execute(tx)).rows);
    await database().forAccount(accountId, (tx) =>
      sql`insert into spec_note values (${accountId}, 'mine')`.execute(tx),
    );
    await vault.eraseAccount(accountId.toUpperCase(), 'anna');
    expect(await rows()).toEqual([]);
    expect(await vault.findInstallation(accountId)).toBeUndefined();
  });

  test('whoever remembers something of an account is told its id in small letters', async () => {
    const { vault, install } = setUpVault(database());
    const { accountId, generation } = await install();
    const told: string[] = [];
    const unlisten = await listenToAccountChanges(database(), {
      onChange: (changed) => told.push(changed),
      onGap: () => {},
    });
    const ref = { accountId: accountId.toUpperCase(), generation };
    await vault.suspend(ref, 'anna', 'unpaid');
    await vault.activate(ref, 'anna');
    const message = { accountId: ref.accountId, issuedAt: new Date() };
    const ended = await database().asSystem((tx) => vault.uninstall(tx, message, 'trackunit'));
    expect(ended).toEqual({ accountId, generation });
    await expect.poll(() => told).toEqual([accountId, accountId, accountId]);
    await unlisten();
  });

  test('a token and a text of the app open however the id of their account is written', async () => {
    const keys = newKeyRing();
    const { vault, install, irisAppId } = setUpVault(database(), keys);
    const { accountId } = await install();
    const shouted = accountId.toUpperCase();
    const store = createTokenStore({ database: database(), keys });
    const place = { environment: 'https://auth.example', irisAppId, generation: '1', scope: 'asset.view' };
    const times = { issuedAt: new Date(), expiresAt: new Date() };
    const token = { tokenId: randomUUID(), accessToken: new Secret('token'), grantedScopes: [], ...times };
    await store.saveToken({ ...place, accountId: shouted }, token);
    expect(await store.findToken({ ...place, accountId })).toMatchObject({ tokenId: token.tokenId });
    await vault.checkKeys();

    const owner = { irisAppId, accountId: shouted, purpose: 'note' };
    const sealed = await sealText(keys, new Secret('hush'), owner);
    expect((await openText(keys, sealed, { ...owner, accountId })).reveal()).toBe('hush');
  });
});
