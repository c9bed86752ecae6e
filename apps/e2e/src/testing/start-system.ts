import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '@fleet-watch/contracts';
import {
  createTrackunit,
  type AccountSeed,
  type AccountSummary,
  type Trackunit,
} from '@fleet-watch/emulator';
import { buildExtension, createManifestFor } from '@fleet-watch/tools';
import { findFreePort } from '@fleet-watch/testing';
import { startBackend, type BackendProcess } from './start-backend.ts';

export const irisAppId = '@fleet-watch/fleet-watch';

/** Everything that a journey needs: a local Trackunit and a backend that was told of it, nothing installed yet. */
export type System = {
  readonly trackunit: Trackunit;
  readonly backend: () => BackendProcess;
  readonly accounts: readonly AccountSummary[];
  /** Calls the app API as the first user of an account. */
  readonly ask: (account: AccountSummary, path: string, init?: RequestInit) => Promise<Response>;
  /** Installs the app through the callback and waits for the first sync to end. */
  readonly install: (account: AccountSummary, denyScopes?: string[]) => Promise<Account>;
  /** Waits until a sync of the account has ended, whichever way. */
  readonly waitForSync: (account: AccountSummary, isOver?: (account: Account) => boolean) => Promise<Account>;
  /** Starts the backend again on its data, after a stop or a kill. */
  readonly startBackendAgain: () => Promise<void>;
  /** Starts one more process on the same settings; the database has to be a server. Whoever starts it stops it. */
  readonly startAnother: (env?: Readonly<Record<string, string>>) => Promise<BackendProcess>;
  readonly dataDir: string;
  /** Every client secret that the local Trackunit has given out. */
  readonly readSecrets: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

export type SystemOptions = {
  /** Serves the Manager page and a fresh build of the extension, for journeys in a browser. */
  readonly withScreens?: boolean;
  /** More settings for the backend, such as `DATABASE_URL`. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder with an empty embedded database to begin with; without it the backend makes one, which takes seconds. */
  readonly embeddedTemplate?: string;
  /** Accounts instead of the three demo ones; each needs a user. */
  readonly accounts?: readonly AccountSeed[];
};

/** A dead process's job is taken over within a minute. */
const syncTimeoutMs = 75_000;

const hasEnded = ({ lastSync }: Account): boolean =>
  lastSync?.state === 'SUCCEEDED' || lastSync?.state === 'FAILED';

/** Folders in the system's temporary one: the backend's data, and what the local Trackunit remembers. */
const makeFolders = async (embeddedTemplate: string | undefined) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-system-'));
  if (embeddedTemplate !== undefined)
    await cp(embeddedTemplate, join(dataDir, 'database', 'postgres'), { recursive: true });
  const stateDir = await mkdtemp(join(tmpdir(), 'fleet-watch-trackunit-'));
  return {
    dataDir,
    stateFile: join(stateDir, 'trackunit.json'),
    remove: async () => {
      await rm(dataDir, { recursive: true, force: true });
      await rm(stateDir, { recursive: true, force: true });
    },
  };
};

type TrackunitFolders = Pick<Awaited<ReturnType<typeof makeFolders>>, 'dataDir' | 'stateFile'>;

/** A local Trackunit that has the app for a backend at an address. */
const startTrackunit = async (
  publicUrl: string,
  { dataDir, stateFile }: TrackunitFolders,
  { withScreens = false, accounts }: SystemOptions,
): Promise<Trackunit> => {
  const bundleDir = join(dataDir, 'extension');
  if (withScreens) await buildExtension(publicUrl, bundleDir);
  const manifest = await createManifestFor(publicUrl);
  return createTrackunit({
    apps: [{ manifest, bundleDir }],
    stateFile,
    ...(withScreens ? { managerDir: 'dist/manager' } : {}),
    ...(accounts === undefined ? {} : { accounts }),
  });
};

/** What people do with an account: call the app API, install the app, wait for a sync. */
const createAccountCalls = (
  trackunit: Trackunit,
  backend: () => BackendProcess,
): Pick<System, 'ask' | 'install' | 'waitForSync'> => {
  const ask: System['ask'] = async ({ users }, path, init = {}) => {
    const userId = users[0]?.userId ?? '';
    const { token } = await trackunit.userToken({ userId, irisAppId });
    return fetch(`${backend().url}${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    });
  };

  const waitForSync: System['waitForSync'] = async (account, isOver = hasEnded) => {
    for (const deadline = Date.now() + syncTimeoutMs; Date.now() < deadline; await sleep(50)) {
      const response = await ask(account, '/api/v1/account');
      const found = (await response.json()) as Account;
      if (response.ok && isOver(found)) return found;
    }
    throw new Error(`No sync of ${account.name} ended in ${syncTimeoutMs} ms:\n${backend().output()}`);
  };

  return {
    ask,
    waitForSync,
    install: async (account, denyScopes = []) => {
      const result = await trackunit.install({ irisAppId, accountId: account.accountId, denyScopes });
      if (!result.delivered) throw new Error(`The install was not taken: ${JSON.stringify(result)}`);
      return waitForSync(account);
    },
  };
};

/** Starts a local Trackunit and a backend on free ports, with data in the system's temporary folder. */
export const startSystem = async (options: SystemOptions = {}): Promise<System> => {
  const port = await findFreePort();
  const folders = await makeFolders(options.embeddedTemplate);
  const { dataDir, stateFile } = folders;
  const trackunit = await startTrackunit(`http://localhost:${port}`, folders, options);
  const backendEnv = { ...trackunit.env, DATA_DIR: dataDir, ...options.env };
  let backend = await startBackend(backendEnv, port);
  const accounts = (await (await fetch(`${trackunit.url}/_emulator/accounts`)).json()) as AccountSummary[];

  return {
    ...createAccountCalls(trackunit, () => backend),
    trackunit,
    backend: () => backend,
    accounts,
    startBackendAgain: async () => {
      backend = await startBackend(backendEnv, port);
    },
    startAnother: async (more = {}) => startBackend({ ...backendEnv, ...more }, await findFreePort()),
    dataDir,
    readSecrets: async () => {
      const state = await readFile(stateFile, 'utf8');
      return [...state.matchAll(/"clientSecret":\s*"([^"]+)"/g)].map(([, secret]) => secret ?? '');
    },
    close: async () => {
      await backend.stop();
      await trackunit.close();
      await folders.remove();
    },
  };
};
