import { setTimeout as sleep } from 'node:timers/promises';
import type { Account, Sync } from '@fleet-watch/contracts';
import type { AccountSummary, AppSummary, Trackunit } from '@fleet-watch/emulator';

type Demo = {
  readonly trackunit: Trackunit;
  readonly backendUrl: string;
  readonly account: AccountSummary;
  readonly irisAppId: string;
};

const pollMs = 100;
const syncTimeoutMs = 60_000;

/** Asks the local Trackunit's own control API. */
export const askControl = async <Answer>(trackunit: Trackunit, path: string): Promise<Answer> =>
  (await fetch(`${trackunit.url}${path}`)).json() as Promise<Answer>;

/** Signs in as the account's first user, as Manager does when somebody opens the extension. */
const askAsUser = async (demo: Demo, path: string): Promise<Response> => {
  const { trackunit, backendUrl, account, irisAppId } = demo;
  const [user] = account.users;
  if (user === undefined) throw new Error(`The local Trackunit has no user in account ${account.name}.`);
  const { token } = await trackunit.userToken({ userId: user.userId, irisAppId });
  return fetch(`${backendUrl}${path}`, { headers: { Authorization: `Bearer ${token}` } });
};

const isInstalled = async (demo: Demo): Promise<boolean> => {
  const { trackunit, account, irisAppId } = demo;
  const apps = await askControl<AppSummary[]>(trackunit, '/_emulator/apps');
  const installs = apps.find((app) => app.irisAppId === irisAppId)?.installs ?? [];
  if (!installs.some(({ accountId }) => accountId === account.accountId)) return false;
  return (await askAsUser(demo, '/api/v1/account')).ok;
};

const install = async ({ trackunit, account: { accountId }, irisAppId }: Demo): Promise<void> => {
  const { delivered, status, error } = await trackunit.install({ irisAppId, accountId });
  if (!delivered)
    throw new Error(`The backend did not take the install message: ${error ?? `it answered ${status}`}.`);
};

const waitForFirstSync = async (demo: Demo): Promise<Sync> => {
  for (const deadline = Date.now() + syncTimeoutMs; Date.now() < deadline; await sleep(pollMs)) {
    const response = await askAsUser(demo, '/api/v1/account');
    const { lastSync } = (await response.json()) as Account;
    if (lastSync?.state === 'SUCCEEDED') return lastSync;
    if (lastSync?.state === 'FAILED') throw new Error(`The first sync failed: ${lastSync.error}`);
  }
  throw new Error(`The first sync did not end within ${syncTimeoutMs / 1000} s; the backend's log says why.`);
};

/**
 * Installs the app for a demo account through the real callback, unless the backend knows that account already,
 * and waits for a fleet to show.
 */
export const installDemo = async (demo: Demo): Promise<{ readonly isNew: boolean; readonly sync: Sync }> => {
  const isNew = !(await isInstalled(demo));
  if (isNew) await install(demo);
  return { isNew, sync: await waitForFirstSync(demo) };
};
