import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTrackunit, demoAccounts, type Choices } from '@fleet-watch/emulator';
import {
  createDatabase,
  createInstallCallback,
  createJobQueue,
  createKeyRing,
  createKeyStore,
  createProveCredential,
  createTokenStore,
  createVault,
  defineAccountJob,
  generateCredentialKey,
  parseCredentialKeys,
  type Logger,
} from '@fleet-watch/iris-app-backend';
import {
  createIdentityVerifier,
  createKeySource,
  createTokenProvider,
  isTrackunitError,
  type Fetch,
} from '@fleet-watch/trackunit-client';
import express from 'express';
import { z } from 'zod';

export const irisAppId = '@conformance/app';
export const { alpine, nordhavn, rhein } = demoAccounts;

const prove = defineAccountJob({ name: 'prove', payload: z.object({}), retryLimit: 2, retryDelaySeconds: 1 });
const scopes = { required: ['asset.view'], optional: [] };

/** Keeps every line that a part of the app logs. */
const createRecordingLogger = () => {
  const lines: string[] = [];
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push(JSON.stringify({ level, ...fields, message }));
  const logger: Logger = { info: write('info'), warn: write('warn'), error: write('error') };
  return { lines, logger };
};

/** Keeps the secrets that go over the wire, to look for them afterwards where they must not be. */
const createSecretKeeper = () => {
  const secrets = new Set<string>();
  const remember = (text: string, member: string): void => {
    for (const match of text.matchAll(new RegExp(`"${member}":\\s*"([^"]+)"`, 'g')))
      if (match[1] !== undefined) secrets.add(match[1]);
  };
  const deliver: typeof globalThis.fetch = async (url, init) => {
    remember(String(init?.body), 'clientSecret');
    const identity = new Headers(init?.headers).get('trackunit-identity');
    if (identity !== null) secrets.add(identity);
    return globalThis.fetch(url, init);
  };
  const ask: Fetch = async (url, init) => {
    const answer = await globalThis.fetch(url, init);
    remember(await answer.clone().text(), 'access_token');
    return answer as Awaited<ReturnType<Fetch>>;
  };
  return { secrets, deliver, ask };
};

/** A small app on the library, told by a local Trackunit over HTTP when it is installed. */
export const startApp = async (options: { dataDir?: string; choices?: Partial<Choices> } = {}) => {
  const { secrets, deliver, ask } = createSecretKeeper();
  const { lines, logger } = createRecordingLogger();
  const credentialKey = generateCredentialKey('k1');
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/appinstall`;
  const manifest = {
    moduleFederationName: irisAppId,
    scopes: [{ scope: 'asset.view', optional: false }],
    tokenCallback: { url },
  };
  const trackunit = await createTrackunit({
    apps: [{ manifest }],
    fetch: deliver,
    ...(options.choices === undefined ? {} : { choices: options.choices }),
  });
  const { env } = trackunit;

  const database = await createDatabase<unknown>({ dataDir: options.dataDir ?? 'memory://', logger });
  await database.migrate();
  const keys = createKeyRing(parseCredentialKeys(credentialKey));
  const vault = createVault({ database, keys, irisAppId });
  const tokens = createTokenProvider({
    authUrl: env.TRACKUNIT_AUTH_URL,
    irisAppId,
    credentials: vault,
    declaredScopes: scopes.required,
    store: createTokenStore({ database, keys }),
    fetch: ask,
  });
  const proveCredential = createProveCredential({ vault, tokens, scopes, logger });
  const jobs = await createJobQueue({ database, jobs: [prove], logger });
  await jobs.work(prove, async ({ accountId }) => {
    try {
      await proveCredential(accountId);
    } catch (error) {
      if (!isTrackunitError(error, 'invalid_client')) throw error;
    }
  });
  const verifyIdentity = createIdentityVerifier({
    keys: createKeySource({
      jwksUrl: env.TRACKUNIT_IDENTITY_JWKS_URL,
      store: createKeyStore({ database }),
      coolDownMs: 0,
      onEvent: (event) => logger.info({ ...event }, 'keys'),
    }),
    issuer: env.TRACKUNIT_IDENTITY_ISSUER,
    audience: env.TRACKUNIT_IDENTITY_AUDIENCE,
  });
  const enqueue = (tx: Parameters<typeof jobs.enqueue>[0], accountId: string) =>
    jobs.enqueue(tx, { job: prove, accountId, payload: {} });
  app.use(
    '/appinstall',
    createInstallCallback({
      database,
      vault,
      verifyIdentity,
      logger,
      onInstalled: async (tx, installs) => {
        for (const { accountId } of installs) await enqueue(tx, accountId);
      },
    }),
  );
  return {
    trackunit,
    tokens,
    vault,
    lines,
    secrets,
    credentialKey,
    url,
    proveAgain: (accountId: string) => database.asSystem((tx) => enqueue(tx, accountId)),
    close: async () => {
      await jobs.stop({ timeoutMs: 2000 });
      server.closeAllConnections();
      server.close();
      await database.close();
      await trackunit.close();
    },
  };
};
