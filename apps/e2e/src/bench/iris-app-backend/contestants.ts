import { createCipheriv, randomBytes } from 'node:crypto';
import {
  createDatabase,
  createInstallCallback,
  createKeyRing,
  createVault,
  generateCredentialKey,
  parseCredentialKeys,
} from '@fleet-watch/iris-app-backend';
import { createIdentityVerifier, createKeySource } from '@fleet-watch/trackunit-client';
import express, { type Express } from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import pg from 'pg';

export const benchAppId = '@bench/app';

/** Both answer the same messages, with as many database connections. */
export type Contestant = (options: {
  readonly databaseUrl: string;
  readonly jwksUrl: string;
}) => Promise<Express>;

const maxConnections = 32;

/** The library as it is, with its memory of replays, audit rows and generations. */
export const startLibrary: Contestant = async ({ databaseUrl, jwksUrl }) => {
  const database = await createDatabase<unknown>({ url: databaseUrl, maxConnections });
  await database.migrate();
  const keys = createKeyRing(parseCredentialKeys(generateCredentialKey('bench')));
  const vault = createVault({ database, keys, irisAppId: benchAppId });
  const verifyIdentity = createIdentityVerifier({ keys: createKeySource({ jwksUrl }) });
  return express().use('/appinstall', createInstallCallback({ database, vault, verifyIdentity }));
};

const upsert = `insert into installs (account_id, client_id, secret) values ($1, $2, $3)
  on conflict (account_id) do update set client_id = excluded.client_id, secret = excluded.secret`;

type Installed = { irisAppId: string; accountId: string; clientId: string; clientSecret: string };

/** What one writes by hand in an afternoon: Express, jose, AES-GCM and one upsert. */
export const startHandwritten: Contestant = async ({ databaseUrl, jwksUrl }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: maxConnections });
  await pool.query(
    'create table if not exists installs (account_id uuid primary key, client_id text, secret bytea)',
  );
  const jwks = createRemoteJWKSet(new URL(jwksUrl));
  const key = randomBytes(32);
  const encrypt = (accountId: string, secret: string): Buffer => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(accountId));
    const text = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  };
  const app = express();
  app.post('/appinstall', express.json({ limit: '64kb' }), async (request, response) => {
    try {
      await jwtVerify(request.get('Trackunit-Identity') ?? '', jwks);
    } catch {
      response.status(401).end();
      return;
    }
    const { irisAppId, accountId, clientId, clientSecret } = request.body as Installed;
    if (irisAppId !== benchAppId) {
      response.status(403).end();
      return;
    }
    await pool.query(upsert, [accountId, clientId, encrypt(accountId, clientSecret)]);
    response.status(204).end();
  });
  return app;
};
