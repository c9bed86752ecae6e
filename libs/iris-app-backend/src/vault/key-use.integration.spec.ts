import { randomUUID } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTokenStore } from '../stores/create-token-store.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { setUpVault } from '../testing/set-up-vault.ts';
import { createVault } from './create-vault.ts';
import { createKeyRing, generateCredentialKey, parseCredentialKeys } from './key-ring.ts';
import type { SealedTable } from './sealed-table.ts';
import { openText, sealText, type SealedText } from './sealed-text.ts';
import type { StoredInstall } from './store-messages.ts';

describeEachDatabase((database) => {
  const twoKeys = () => {
    const [a, b] = [generateCredentialKey('a'), generateCredentialKey('b')];
    const ring = (...keys: string[]) => createKeyRing(parseCredentialKeys(keys.join(',')));
    return { onlyA: ring(a), onlyB: ring(b), bThenA: ring(b, a), otherA: ring(generateCredentialKey('a')) };
  };

  test('a missing key is an error at the start that names it, and so is a wrong one', async () => {
    const { onlyA, onlyB, otherA } = twoKeys();
    const { vault, install, irisAppId } = setUpVault(database(), onlyA);
    await install();
    await vault.checkKeys();
    const withKeys = (keys: typeof onlyB) => createVault({ database: database(), keys, irisAppId });
    await expect(withKeys(onlyB).checkKeys()).rejects.toThrow(/^Key 'a' encrypted .* only b is given$/);
    await expect(withKeys(otherA).checkKeys()).rejects.toThrow(/^Key 'a' does not open/);
  });

  test.each([
    ['wrapped_key', 'key_wrong'],
    ['sealed_credential', 'content_changed'],
  ])('a rotation that meets a %s that is not whole names the account', async (column, code) => {
    const { onlyA, bThenA } = twoKeys();
    const { install, irisAppId } = setUpVault(database(), onlyA);
    const { accountId } = await install();
    await database().asSystem((tx) =>
      sql`update iris_app.installation set ${sql.id(column)} = substring(${sql.id(column)} for 7)
        where account_id = ${accountId}::uuid`.execute(tx),
    );
    const rotating = createVault({ database: database(), keys: bThenA, irisAppId });
    await expect(rotating.findCredential(accountId)).rejects.toMatchObject({ name: 'VaultError', code });
    await expect(rotating.rotateKeys()).rejects.toMatchObject({
      name: 'VaultError',
      code,
      message: expect.stringContaining(`(account ${accountId}, credential)`),
    });
  });

  test('a rotation encrypts everything with the first key, and an interrupted one goes on', async () => {
    const { onlyA, onlyB, bThenA } = twoKeys();
    const { vault, install, irisAppId } = setUpVault(database(), onlyA);
    const refs: StoredInstall[] = [];
    for (let count = 0; count < 5; count += 1) refs.push(await install(randomUUID(), `secret ${count}`));
    const tokenKey = {
      environment: 'https://auth.example',
      irisAppId,
      accountId: refs[0]!.accountId,
      generation: '1',
      scope: 'asset.view',
    };
    const token = {
      tokenId: 'one',
      accessToken: new Secret('token'),
      grantedScopes: [],
      issuedAt: new Date(),
      expiresAt: new Date(),
    };
    await createTokenStore({ database: database(), keys: onlyA }).saveToken(tokenKey, token);

    const rotating = createVault({ database: database(), keys: bThenA, irisAppId });
    const stop = new AbortController();
    const seen: string[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      seen.push(`${done}/${total}`);
      if (done > 0) stop.abort();
    };
    await expect(rotating.rotateKeys({ onProgress, signal: stop.signal, batchSize: 2 })).rejects.toThrow();
    expect(seen).toEqual(['0/6', '3/6']);
    expect((await rotating.findCredential(refs[4]!.accountId))?.clientSecret.reveal()).toBe('secret 4');
    expect(await rotating.rotateKeys({ batchSize: 2 })).toEqual({ done: 3, total: 3 });
    expect(await rotating.countKeyUse()).toEqual(new Map([['b', 6]]));

    const after = createVault({ database: database(), keys: onlyB, irisAppId });
    await after.checkKeys();
    for (const [index, { accountId }] of refs.entries())
      expect((await after.findCredential(accountId))?.clientSecret.reveal()).toBe(`secret ${index}`);
    const found = await createTokenStore({ database: database(), keys: onlyB }).findToken(tokenKey);
    expect(found?.accessToken.reveal()).toBe('token');
    // The same credential again is still recognised as the same.
    expect(vault.irisAppId).toBe(irisAppId);
    const again = { kind: 'APP_INSTALL', clientId: 'client', clientSecret: new Secret('secret 1') } as const;
    const stored = await database().asSystem((tx) =>
      after.addCredential(tx, { accountId: refs[1]!.accountId, credential: again }, 'anna'),
    );
    expect(stored.generation).toBe(1);
  });

  /** A table of an app's own, which has one text under a key. */
  const createNotes = async (irisAppId: string, keys: ReturnType<typeof createKeyRing>) => {
    const owner = { irisAppId, accountId: randomUUID(), purpose: 'note' };
    let stored: SealedText = await sealText(keys, new Secret('a note'), owner);
    const table: SealedTable<unknown> = {
      countByKey: () => Promise.resolve(new Map([[stored.keyId, 1]])),
      list: (_tx, { keyId, isUnderIt }) => {
        const replace = (next: SealedText) => {
          stored = next;
          return Promise.resolve();
        };
        const isListed = (stored.keyId === keyId) === isUnderIt;
        return Promise.resolve(isListed ? [{ owner, sealed: stored, replace }] : []);
      },
    };
    return { table, read: (ring: typeof keys) => openText(ring, stored, owner) };
  };

  test('what an app keeps under the same keys is checked, counted and rotated with the rest', async () => {
    const { onlyA, onlyB, bThenA } = twoKeys();
    const { install, irisAppId } = setUpVault(database(), onlyA);
    await install();
    const notes = await createNotes(irisAppId, onlyA);
    const withKeys = (keys: typeof onlyB) =>
      createVault({ database: database(), keys, irisAppId, sealedTables: [notes.table] });
    expect(await withKeys(onlyA).countKeyUse()).toEqual(new Map([['a', 2]]));
    expect(await withKeys(bThenA).rotateKeys()).toEqual({ done: 2, total: 2 });
    expect((await notes.read(onlyB)).reveal()).toBe('a note');
    await withKeys(onlyB).checkKeys();
    await expect(withKeys(onlyA).checkKeys()).rejects.toMatchObject({ code: 'key_missing' });
  });

  test('a key that only the app still needs is missed at the start, too', async () => {
    const { onlyA, onlyB } = twoKeys();
    const { irisAppId } = setUpVault(database(), onlyB);
    const notes = await createNotes(irisAppId, onlyA);
    const vault = createVault({ database: database(), keys: onlyB, irisAppId, sealedTables: [notes.table] });
    await expect(vault.checkKeys()).rejects.toThrow(/^Key 'a' encrypted .* only b is given$/);
  });
});
