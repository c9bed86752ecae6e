import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTrackunit, demoAccounts, type Choices, type Trackunit } from '@fleet-watch/emulator';
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
import express, { type Express } from 'express';
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

/** An HTTP server on a free port, with the address at which the app is told of installs. */
const listen = async (app: Express) => {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/appinstall`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, close };
};

/** A local Trackunit in which the app is to be had. */
const startTrackunit = (
  url: string,
  { deliver, choices }: { deliver: typeof globalThis.fetch; choices: Partial<Choices> | undefined },
): Promise<Trackunit> => {
  const manifest = {
    moduleFederationName: irisAppId,
    scopes: [{ scope: 'asset.view', optional: false }],
    tokenCallback: { url },
  };
  return createTrackunit({
    apps: [{ manifest }],
    fetch: deliver,
    ...(choices === undefined ? {} : { choices }),
  });
};

type Env = Trackunit['env'];

/** The database with what is kept in it: credentials, and the tokens that they are good for. */
const openStores = async (
  env: Env,
  { dataDir, ask, logger }: { dataDir: string; ask: Fetch; logger: Logger },
) => {
  const credentialKey = generateCredentialKey('k1');
  const database = await createDatabase<unknown>({ dataDir, logger });
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
  return { credentialKey, database, vault, tokens };
};

type Stores = Awaited<ReturnType<typeof openStores>>;

/** The one thing that the app does for an account: it proves its credential. */
const startJobs = async ({ database, vault, tokens }: Stores, logger: Logger) => {
  const proveCredential = createProveCredential({ vault, tokens, scopes, logger });
  const jobs = await createJobQueue({ database, jobs: [prove], logger });
  await jobs.work(prove, async ({ accountId }) => {
    try {
      await proveCredential(accountId);
    } catch (error) {
      if (!isTrackunitError(error, 'invalid_client')) throw error;
    }
  });
  const enqueue = (tx: Parameters<typeof jobs.enqueue>[0], accountId: string) =>
    jobs.enqueue(tx, { job: prove, accountId, payload: {} });
  return { enqueue, stop: () => jobs.stop({ timeoutMs: 2000 }) };
};

const createVerifyIdentity = (env: Env, { database }: Stores, logger: Logger) =>
  createIdentityVerifier({
    keys: createKeySource({
      jwksUrl: env.TRACKUNIT_IDENTITY_JWKS_URL,
      store: createKeyStore({ database }),
      coolDownMs: 0,
      onEvent: (event) => logger.info({ ...event }, 'keys'),
    }),
    issuer: env.TRACKUNIT_IDENTITY_ISSUER,
    audience: env.TRACKUNIT_IDENTITY_AUDIENCE,
  });

/** A small app on the library, told by a local Trackunit over HTTP when it is installed. */
export const startApp = async (options: { dataDir?: string; choices?: Partial<Choices> } = {}) => {
  const { dataDir = 'memory://', choices } = options;
  const { secrets, deliver, ask } = createSecretKeeper();
  const { lines, logger } = createRecordingLogger();
  const app = express();
  const server = await listen(app);
  const trackunit = await startTrackunit(server.url, { deliver, choices });
  const stores = await openStores(trackunit.env, { dataDir, ask, logger });
  const { database, vault, tokens, credentialKey } = stores;
  const jobs = await startJobs(stores, logger);
  app.use(
    '/appinstall',
    createInstallCallback({
      database,
      vault,
      verifyIdentity: createVerifyIdentity(trackunit.env, stores, logger),
      logger,
      onInstalled: async (tx, installs) => {
        for (const { accountId } of installs) await jobs.enqueue(tx, accountId);
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
    url: server.url,
    proveAgain: (accountId: string) => database.asSystem((tx) => jobs.enqueue(tx, accountId)),
    close: async () => {
      await jobs.stop();
      server.close();
      await database.close();
      await trackunit.close();
    },
  };
};
