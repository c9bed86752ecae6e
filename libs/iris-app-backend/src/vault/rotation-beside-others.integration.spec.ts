import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@fleet-watch/testing';
import { Secret } from '@fleet-watch/trackunit-client';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createDatabase } from '../database/create-database.ts';
import { createTokenStore } from '../stores/create-token-store.ts';
import { setUpVault } from '../testing/set-up-vault.ts';
import { createVault } from './create-vault.ts';
import { createKeyRing, generateCredentialKey, parseCredentialKeys } from './key-ring.ts';

const token = {
  tokenId: randomUUID(),
  accessToken: new Secret('token'),
  grantedScopes: [],
  issuedAt: new Date(),
  expiresAt: new Date(),
};

test('a rotation that the server ends, because it and another one wait for each other, goes on', async () => {
  const url = await createTestDatabase(inject('postgresUrl'));
  const database = await createDatabase<unknown>({ url });
  onTestFinished(() => database.close());
  await database.migrate();
  const [a, b] = [generateCredentialKey('a'), generateCredentialKey('b')];
  const [before, after] = [a, `${b},${a}`].map((text) => createKeyRing(parseCredentialKeys(text)));
  const { irisAppId, install } = setUpVault(database, before);
  const { accountId } = await install();
  const key = {
    environment: 'https://auth.example',
    irisAppId,
    accountId,
    generation: '1',
    scope: 'asset.view',
  };
  await createTokenStore({ database, keys: before! }).saveToken(key, token);

  const other = new pg.Client({ connectionString: url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query('begin');
  await other.query('select 1 from iris_app.token for update');
  const rotated = createVault({ database, keys: after!, irisAppId }).rotateKeys();
  const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  await expect.poll(async () => (await other.query(waiting)).rows.length).toBe(1);
  await other.query('select 1 from iris_app.installation for update');
  await other.query('commit');
  expect(await rotated).toMatchObject({ done: 2 });
});
