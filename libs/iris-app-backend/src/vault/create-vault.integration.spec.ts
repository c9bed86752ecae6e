import { randomUUID } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { listenToAccountChanges } from '../database/account-changes.ts';
import { accountTablePolicySql } from '../database/roles.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { newKeyRing } from '../testing/callback-under-test.ts';
import { createTokenStore } from '../stores/create-token-store.ts';
import { setUpVault } from '../testing/set-up-vault.ts';
import { createUserTokenVerifier } from '../user-tokens/create-user-token-verifier.ts';

describeEachDatabase((database) => {
  test('an account that nobody installed has no credential and no install', async () => {
    const { vault } = setUpVault(database());
    expect(await vault.findCredential(randomUUID())).toBeUndefined();
    expect(await vault.findInstallation(randomUUID())).toBeUndefined();
  });

  test('each kind of credential comes back as it was', async () => {
    const { vault } = setUpVault(database());
    const accountId = randomUUID();
    const credential = {
      kind: 'API_USER',
      clientId: 'client',
      clientSecret: new Secret('hush'),
      username: 'user@example.com',
      password: new Secret('word'),
    } as const;
    await database().asSystem((tx) => vault.addCredential(tx, { accountId, credential }, 'anna'));
    const found = await vault.findCredential(accountId);
    expect(found).toMatchObject({ kind: 'API_USER', generation: '1', username: 'user@example.com' });
    expect(found?.kind === 'API_USER' && found.password.reveal()).toBe('word');
  });

  test('an account is the same however its id is written', async () => {
    const { vault } = setUpVault(database());
    const accountId = randomUUID();
    const credential = { kind: 'API_KEY', clientId: 'client', clientSecret: new Secret('hush') } as const;
    const shouted = { accountId: accountId.toUpperCase(), credential };
    const ref = await database().asSystem((tx) => vault.addCredential(tx, shouted, 'anna'));
    expect(ref.accountId).toBe(accountId);
    for (const asked of [accountId, accountId.toUpperCase()])
      expect(await vault.findCredential(asked)).toMatchObject({ clientId: 'client' });
    await vault.checkKeys();
  });

  test('a first token proves the credential, and its scopes are remembered', async () => {
    const { vault, install, actionsOf } = setUpVault(database());
    const ref = await install();
    expect(await vault.findInstallation(ref.accountId)).toMatchObject({ isProven: false, grantedScopes: [] });
    await vault.recordTokenOutcome(ref, { type: 'granted', scopes: ['asset.view'] });
    await vault.recordTokenOutcome(ref, { type: 'granted', scopes: ['asset.view'] });
    expect(await vault.findInstallation(ref.accountId)).toMatchObject({
      isProven: true,
      grantedScopes: ['asset.view'],
    });
    expect(await actionsOf(ref.accountId)).toEqual(['CREDENTIAL_PROVEN by system', 'INSTALLED by anna']);
  });

  test('invalid_client three times in a row suspends the account; a token in between starts the count anew', async () => {
    const { vault, install } = setUpVault(database());
    const ref = await install();
    const refuse = () => vault.recordTokenOutcome(ref, { type: 'invalid_client' });
    await refuse();
    await refuse();
    await vault.recordTokenOutcome(ref, { type: 'granted', scopes: [] });
    await refuse();
    expect((await refuse())?.status).toBe('ACTIVE');
    expect((await refuse())?.status).toBe('SUSPENDED');
    expect(await vault.findCredential(ref.accountId)).toBeUndefined();
    expect(await vault.findInstallation(ref.accountId)).toMatchObject({ status: 'SUSPENDED' });
  });

  test('a reinstall wakes a suspended account with a new generation', async () => {
    const { vault, install, actionsOf } = setUpVault(database());
    const ref = await install();
    await vault.suspend(ref, 'ben', 'unpaid');
    const again = await install(ref.accountId, 'new');
    expect(again.generation).toBe(2);
    expect(await vault.findInstallation(ref.accountId)).toMatchObject({ status: 'ACTIVE', generation: 2 });
    expect(await actionsOf(ref.accountId)).toEqual([
      'REINSTALLED by anna',
      'SUSPENDED by ben',
      'INSTALLED by anna',
    ]);
  });

  test('a suspended account can be woken by an operator', async () => {
    const { vault, install } = setUpVault(database());
    const ref = await install();
    expect(await vault.suspend(ref, 'ben', 'unpaid')).toBe(true);
    expect(await vault.suspend(ref, 'ben', 'unpaid')).toBe(false);
    expect(await vault.activate(ref, 'ben')).toBe(true);
    expect((await vault.findCredential(ref.accountId))?.clientSecret.reveal()).toBe('hush');
  });

  test('what is meant for an older generation leaves the newer one alone', async () => {
    const { vault, install } = setUpVault(database());
    const old = await install();
    await install(old.accountId, 'new');
    expect(await vault.recordTokenOutcome(old, { type: 'invalid_client' })).toBeUndefined();
    expect(await vault.suspend(old, 'ben', 'late')).toBe(false);
    expect(await vault.findInstallation(old.accountId)).toMatchObject({ status: 'ACTIVE', refusals: 0 });
  });

  test('installs are listed, and by status', async () => {
    const { vault, install } = setUpVault(database());
    const [first, second] = [await install(), await install()];
    await vault.suspend(second, 'ben', 'unpaid');
    expect((await vault.listInstallations()).map(({ accountId }) => accountId)).toEqual([
      first.accountId,
      second.accountId,
    ]);
    expect((await vault.listInstallations('SUSPENDED')).map(({ accountId }) => accountId)).toEqual([
      second.accountId,
    ]);
  });

  test('an account that is activated again is not suspended by the next refusal', async () => {
    const { vault, install } = setUpVault(database());
    const ref = await install();
    const refuse = () => vault.recordTokenOutcome(ref, { type: 'invalid_client' });
    for (let refusals = 0; refusals < 3; refusals += 1) await refuse();
    await vault.activate(ref, 'ben');
    expect((await refuse())?.status).toBe('ACTIVE');
  });

  test('a reinstall is told to whoever listens, a first install is not', async () => {
    const { install } = setUpVault(database());
    const changed: string[] = [];
    const onChange = (accountId: string) => void changed.push(accountId);
    const stop = await listenToAccountChanges(database(), { onChange, onGap: () => {} });
    const { accountId } = await install();
    await install(randomUUID());
    await install(accountId, 'another');
    await expect.poll(() => changed).toEqual([accountId]);
    await stop();
  });

  test('an export holds nothing of a token', async () => {
    const keys = newKeyRing();
    const { vault, install, irisAppId } = setUpVault(database(), keys);
    const { accountId } = await install();
    const key = { environment: 'https://auth', irisAppId, accountId, generation: '1', scope: 'asset.view' };
    await createTokenStore({ database: database(), keys }).saveToken(key, {
      ...{ tokenId: 'id', accessToken: new Secret('hush'), grantedScopes: ['asset.view'] },
      ...{ issuedAt: new Date(0), expiresAt: new Date(1) },
    });
    const columns: string[] = [];
    await vault.exportAccount(accountId, 'anna', async ({ table, rows }) => {
      if (table === 'iris_app.token') columns.push(...rows.flatMap((row) => Object.keys(row)));
    });
    expect(columns).toContain('token_id');
    expect(columns).not.toContain('sealed_token');
    expect(columns).not.toContain('wrapped_key');
  });

  test('erasing leaves nothing of what the audit said about the account', async () => {
    const { vault, install } = setUpVault(database());
    const ref = await install();
    await vault.suspend(ref, 'ben', 'ada@example.com has not paid');
    await vault.eraseAccount(ref.accountId, 'anna');
    expect(JSON.stringify(await vault.listAudit(ref.accountId))).not.toContain('ada@example.com');
  });

  test('an uninstall leaves nothing of the credential, not even its digest', async () => {
    const { vault, install } = setUpVault(database());
    const { accountId } = await install();
    const message = { accountId, issuedAt: new Date(Date.now() + 1000) };
    await database().asSystem((tx) => vault.uninstall(tx, message, 'trackunit'));
    const { rows } = await database().asSystem((tx) =>
      sql`select key_id, wrapped_key, sealed_credential, credential_mac from iris_app.installation
        where account_id = ${accountId}`.execute(tx),
    );
    const none = { key_id: null, wrapped_key: null, sealed_credential: null, credential_mac: null };
    expect(rows).toEqual([none]);
  });

  test('a change of an account is told to whoever listens', async () => {
    const { vault, install } = setUpVault(database());
    const changed: string[] = [];
    const onChange = (accountId: string) => void changed.push(accountId);
    const stop = await listenToAccountChanges(database(), { onChange, onGap: () => {} });
    const ref = await install();
    await vault.suspend(ref, 'ben', 'unpaid');
    await expect.poll(() => changed).toContain(ref.accountId);
    await stop();
  });

  test('a user token that is remembered is looked at again once its account is suspended or erased', async () => {
    const { vault, install } = setUpVault(database());
    const ref = await install();
    const claims = { accountId: ref.accountId };
    const jwt = { verify: () => ({ ok: true as const, claims, signed: Buffer.alloc(0) }) };
    const isInstalled = async (accountId: string) => (await vault.findInstallation(accountId)) !== undefined;
    const verifier = createUserTokenVerifier({ jwt, isInstalled });
    const stop = await listenToAccountChanges(database(), {
      onChange: verifier.forgetAccount,
      onGap: verifier.forgetAll,
    });
    const isRemembered = () => !(verifier.verify('token') instanceof Promise);
    await verifier.verify('token');
    expect(isRemembered()).toBe(true);
    await vault.suspend(ref, 'ben', 'unpaid');
    await expect.poll(isRemembered, { interval: 10 }).toBe(false);
    await verifier.verify('token');
    await vault.eraseAccount(ref.accountId, 'ben');
    await expect
      .poll(() => verifier.verify('token'), { interval: 10 })
      .toEqual({ ok: false, code: 'account_not_installed' });
    await stop();
  });

  test('a credential that was moved to another account does not open', async () => {
    const { vault, install } = setUpVault(database());
    const [one, other] = [await install(), await install()];
    await database().asSystem((tx) =>
      sql`update iris_app.installation into_row
        set wrapped_key = from_row.wrapped_key, sealed_credential = from_row.sealed_credential
        from iris_app.installation from_row
        where into_row.account_id = ${one.accountId} and from_row.account_id = ${other.accountId}`.execute(
        tx,
      ),
    );
    await expect(vault.findCredential(one.accountId)).rejects.toMatchObject({ code: 'key_wrong' });
  });

  const things = {
    name: 'vault_spec',
    migrations: {
      '0001_things': `
        create table spec_thing (account_id uuid not null, thing_id int primary key);
        ${accountTablePolicySql('spec_thing')}
        create table spec_part (owner uuid not null, thing_id int references spec_thing);
        ${accountTablePolicySql('spec_part', { column: 'owner' })}`,
    },
  };
  const addThings = async (accountId: string, thingId: number) => {
    await database().migrate(things);
    await database().forAccount(accountId, async (tx) => {
      await sql`insert into spec_thing values (${accountId}, ${thingId})`.execute(tx);
      await sql`insert into spec_part values (${accountId}, ${thingId})`.execute(tx);
    });
  };
  const countThings = async () => {
    const { rows } = await database().asSystem((tx) =>
      sql<{
        n: number;
      }>`select (select count(*) from spec_thing) + (select count(*) from spec_part) as n`.execute(tx),
    );
    return rows[0]?.n;
  };

  test('an export has all rows of one account, of every table, and no secret', async () => {
    const { vault, install } = setUpVault(database());
    const [own, other] = [await install(), await install()];
    await addThings(own.accountId, 1);
    await addThings(other.accountId, 2);
    const tables: string[] = [];
    const texts: string[] = [];
    await vault.exportAccount(own.accountId, 'anna', async ({ table, rows }) => {
      tables.push(table);
      texts.push(JSON.stringify(rows));
    });
    expect(tables).toEqual([
      'iris_app.audit',
      'iris_app.installation',
      'public.spec_part',
      'public.spec_thing',
    ]);
    expect(texts.join()).toContain(own.accountId);
    expect(texts.join()).not.toContain(other.accountId);
    expect(texts.join()).not.toMatch(/sealed|wrapped|_mac/);
  });

  test('an erased account leaves nothing but the mark that it was here; others keep all', async () => {
    const { vault, install, actionsOf } = setUpVault(database());
    const [own, other] = [await install(), await install()];
    await addThings(own.accountId, 3);
    await addThings(other.accountId, 4);
    const before = await countThings();
    await vault.eraseAccount(own.accountId, 'anna');
    expect(await countThings()).toBe((before ?? 0) - 2);
    expect(await vault.findInstallation(own.accountId)).toBeUndefined();
    expect(await vault.findCredential(other.accountId)).toBeDefined();
    expect(await actionsOf(own.accountId)).toEqual([
      'ERASED by anna',
      'UNINSTALLED by anna',
      'INSTALLED by anna',
    ]);
  });
});
