import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
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

/** Fleet Watch's, so that the same messages are for it, too. */
export const benchAppId = '@fleet-watch/fleet-watch';

/** All answer the same messages, with as many database connections. */
export type Contestant = (options: {
  readonly databaseUrl: string;
  readonly jwksUrl: string;
}) => Promise<Express>;

const maxConnections = 32;

/** The library as it is, with its memory of replays, audit rows and generations, in an app that does nothing else. */
const startLibrary: Contestant = async ({ databaseUrl, jwksUrl }) => {
  const database = await createDatabase<unknown>({ url: databaseUrl, maxConnections });
  await database.migrate();
  const keys = createKeyRing(parseCredentialKeys(generateCredentialKey('bench')));
  const vault = createVault({ database, keys, irisAppId: benchAppId });
  const verifyIdentity = createIdentityVerifier({ keys: createKeySource({ jwksUrl }) });
  return express().use('/appinstall', createInstallCallback({ database, vault, verifyIdentity }));
};

const createInstalls = `
  create table install (account_id uuid primary key, client_id text, secret bytea);
  create table sync (id uuid primary key, account_id uuid not null, state text not null, queued_at timestamptz not null);
  create table job (id uuid primary key, name text not null, account_id uuid not null, created_at timestamptz not null)`;
const upsertInstall = `insert into install (account_id, client_id, secret) values ($1, $2, $3)
  on conflict (account_id) do update set client_id = excluded.client_id, secret = excluded.secret`;
const insertSync = `insert into sync (id, account_id, state, queued_at) values ($1, $2, 'QUEUED', now())`;
const insertJob = `insert into job (id, name, account_id, created_at) values ($1, 'sync-fleet', $2, now())`;

type Installed = { irisAppId: string; accountId: string; clientId: string; clientSecret: string };

const createEncrypt = () => {
  const key = randomBytes(32);
  return (accountId: string, secret: string): Buffer => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(accountId));
    const text = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  };
};

/** The credential, a first sync and its job, all or nothing. */
const storeWithWork = async (
  pool: pg.Pool,
  accountId: string,
  install: readonly unknown[],
): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(upsertInstall, [...install]);
    await client.query(insertSync, [randomUUID(), accountId]);
    await client.query(insertJob, [randomUUID(), accountId]);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
};

/**
 * What one writes by hand in an afternoon: Express, jose, AES-GCM, and one transaction with what follows from an install
 * in it, or one upsert where nothing does.
 */
const startHandwritten =
  (hasWork: boolean): Contestant =>
  async ({ databaseUrl, jwksUrl }) => {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: maxConnections });
    await pool.query(createInstalls);
    const jwks = createRemoteJWKSet(new URL(jwksUrl));
    const encrypt = createEncrypt();
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
      const install = [accountId, clientId, encrypt(accountId, clientSecret)];
      if (hasWork) await storeWithWork(pool, accountId, install);
      else await pool.query(upsertInstall, install);
      response.status(204).end();
    });
    return app;
  };

export const contestants = {
  library: startLibrary,
  handwritten: startHandwritten(false),
  'handwritten with work': startHandwritten(true),
} as const;

export type ContestantName = keyof typeof contestants;
