import { randomUUID } from 'node:crypto';
import { Secret } from '@fleet-watch/trackunit-client';
import type { Database } from '../database/create-database.ts';
import { createVault } from '../vault/create-vault.ts';
import { newKeyRing } from './callback-under-test.ts';

/** A vault of an app of its own, which keeps tests apart that share a database, and what tests do with it. */
export const setUpVault = (database: Database<unknown>, keys = newKeyRing()) => {
  const irisAppId = `@example/${randomUUID()}`;
  const vault = createVault({ database, keys, irisAppId });
  const install = async (
    accountId: string = randomUUID(),
    secret = 'hush',
    kind = 'APP_INSTALL' as const,
  ) => {
    const credential = { kind, clientId: 'client', clientSecret: new Secret(secret) };
    return database.asSystem((tx) => vault.addCredential(tx, { accountId, credential }, 'anna'));
  };
  const actionsOf = async (accountId: string) =>
    (await vault.listAudit(accountId)).map(({ action, actor }) => `${action} by ${actor}`);
  return { irisAppId, vault, install, actionsOf };
};
