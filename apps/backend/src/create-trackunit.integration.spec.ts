import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createKeyRing, generateCredentialKey, parseCredentialKeys } from '@fleet-watch/iris-app-backend';
import { createTestDatabase } from '@fleet-watch/testing';
import { Secret } from '@fleet-watch/trackunit-client';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { parseConfig } from './config.ts';
import { createFleetWatchVault } from './create-fleet-watch-vault.ts';
import { createTrackunitAccess } from './create-trackunit.ts';
import { createLogger } from './logger.ts';
import { openFleetWatchDatabase } from './store/open-fleet-watch-database.ts';

/** Grants each client what it asks for, with a token that names its secret. */
const tokenServer = createServer((request, response) => {
  void text(request).then((body) => {
    const form = new URLSearchParams(body);
    const access_token = `token of ${form.get('client_secret')}`;
    const answer = { token_type: 'Bearer', expires_in: 3600, access_token, scope: form.get('scope') };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
});

beforeAll(async () => {
  await once(tokenServer.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  tokenServer.closeAllConnections();
  await new Promise((closed) => tokenServer.close(closed));
});

test('a reinstall that nobody told of, because the connection for news was away, reaches the token in memory', async () => {
  const url = await createTestDatabase(inject('postgresUrl'));
  const authUrl = `http://127.0.0.1:${(tokenServer.address() as AddressInfo).port}`;
  const config = parseConfig({ DATABASE_URL: url, TRACKUNIT_AUTH_URL: authUrl });
  const logger = createLogger('silent');
  const closers: (() => Promise<void>)[] = [];
  const database = await openFleetWatchDatabase(config, (close) => void closers.push(close));
  const keys = createKeyRing(parseCredentialKeys(generateCredentialKey('k1')));
  const vault = createFleetWatchVault(database, keys);
  const { tokens, stop } = await createTrackunitAccess({ config, logger, database, keys, vault });
  const accountId = randomUUID();
  const install = (secret: string) => {
    const credential = { kind: 'APP_INSTALL', clientId: 'client', clientSecret: new Secret(secret) } as const;
    return database.asSystem((tx) => vault.addCredential(tx, { accountId, credential }, 'anna'));
  };
  const askForToken = async () =>
    (await tokens.getToken({ accountId, scopes: ['asset.view'] })).token.reveal();

  await install('old');
  expect(await askForToken()).toBe('token of old');
  // It is opened again a quarter of a second later at the earliest; the news of the reinstall is over by then.
  await database.asSystem((tx) =>
    sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where query like 'listen %' and datname = current_database()`.execute(tx),
  );
  await install('new');
  await expect.poll(askForToken, { timeout: 10_000 }).toBe('token of new');
  await stop();
  for (const close of closers) await close();
});
