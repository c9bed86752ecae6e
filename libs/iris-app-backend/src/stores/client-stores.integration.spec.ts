import { randomUUID } from 'node:crypto';
import {
  budgetStoreContract,
  renewalLeaseContract,
  Secret,
  tokenStoreContract,
} from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newKeyRing } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createBudgetStore } from './create-budget-store.ts';
import { createKeyStore } from './create-key-store.ts';
import { createRenewalLease } from './create-renewal-lease.ts';
import { createTokenStore } from './create-token-store.ts';

describeEachDatabase((database) => {
  const keys = newKeyRing();
  for (const { name, check } of tokenStoreContract)
    test(`tokens: ${name}`, () => check(() => createTokenStore({ database: database(), keys })));
  for (const { name, check } of renewalLeaseContract)
    test(`leases: ${name}`, () => check(() => createRenewalLease({ database: database() })));
  for (const { name, check } of budgetStoreContract)
    test(`budgets: ${name}`, () => check(() => createBudgetStore({ database: database() })));

  test('a stored token is not readable in the database', async () => {
    const key = {
      environment: 'https://auth.example',
      irisAppId: '@example/app',
      accountId: randomUUID(),
      generation: '1',
      scope: 'asset.view',
    };
    const token = {
      tokenId: randomUUID(),
      accessToken: new Secret('very-secret-token'),
      grantedScopes: [],
      issuedAt: new Date(),
      expiresAt: new Date(),
    };
    await createTokenStore({ database: database(), keys }).saveToken(key, token);
    const { rows } = await database().asSystem((tx) => sql`select t::text from iris_app.token t`.execute(tx));
    const text = JSON.stringify(rows);
    expect(text).not.toContain('very-secret-token');
    expect(text).not.toContain(Buffer.from('very-secret-token').toString('hex'));
  });

  test('keys come back as they were kept', async () => {
    const store = createKeyStore({ database: database() });
    const url = `https://iris.example/${randomUUID()}`;
    expect(await store.findKeySet(url)).toBeUndefined();
    await store.saveKeySet(url, { jwks: { keys: [] }, fetchedAtMs: 1 });
    await store.saveKeySet(url, { jwks: { keys: [{ kty: 'RSA' }] }, fetchedAtMs: 1_700_000_000_123 });
    expect(await store.findKeySet(url)).toEqual({
      jwks: { keys: [{ kty: 'RSA' }] },
      fetchedAtMs: 1_700_000_000_123,
    });
  });
});
