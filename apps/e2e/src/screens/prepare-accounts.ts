import { setTimeout as sleep } from 'node:timers/promises';
import {
  defaultSettings,
  type Account,
  type Settings,
  type Sync,
  type WebhookStatus,
} from '@fleet-watch/contracts';
import type { AccountSummary } from '@fleet-watch/emulator';
import { IrisScope } from '@fleet-watch/scopes';
import { irisAppId, type System } from '../testing/start-system.ts';
import type { ScreenAccount } from './screen-accounts.ts';

type FindAccount = (name: ScreenAccount) => AccountSummary;

const readFleet = 'POST /api/graphql/';
/** Three refusals in a row suspend an account; the first sync may find a token that is still good. */
const mostSyncsUntilSuspended = 6;
const switchOffMs = 30_000;

const sync = async (system: System, account: AccountSummary): Promise<Account> => {
  const response = await system.ask(account, '/api/v1/syncs', { method: 'POST' });
  const { id } = (await response.json()) as Sync;
  return system.waitForSync(account, ({ lastSync }) => lastSync?.id === id && lastSync.finishedAt !== null);
};

const set = async (system: System, account: AccountSummary, settings: Partial<Settings>): Promise<void> => {
  const response = await system.ask(account, '/api/v1/settings', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...defaultSettings, ...settings }),
  });
  if (!response.ok) throw new Error(`The settings were not taken: ${await response.text()}`);
};

/** A marketplace that calls with another method is answered 404, so Manager has the app and the backend has not. */
const installUntold = async ({ trackunit }: System, { accountId }: AccountSummary): Promise<void> => {
  await trackunit.choose({ callbackMethod: 'PUT', callbackRetryDelaysMs: [] });
  await trackunit.install({ irisAppId, accountId });
  await trackunit.choose({ callbackMethod: 'POST' });
};

const installLarge = async ({ trackunit }: System, { accountId }: AccountSummary): Promise<void> => {
  trackunit.addFault({ route: readFleet, accountId, effect: { kind: 'latency', ms: 1_000 } });
  await trackunit.install({ irisAppId, accountId });
};

const forbidToRead = ({ trackunit }: System, { accountId }: AccountSummary): void => {
  trackunit.addFault({ route: '*/api/*', accountId, effect: { kind: 'status', status: 403 } });
};

const suspend = async (system: System, account: AccountSummary): Promise<void> => {
  await system.install(account);
  await system.trackunit.runScenario('Secret rotated', account.accountId);
  for (let syncs = 0; syncs < mostSyncsUntilSuspended; syncs += 1)
    if ((await sync(system, account)).status === 'SUSPENDED') return;
  throw new Error(`${account.name} was not suspended by ${mostSyncsUntilSuspended} refused syncs`);
};

const failLater = async (system: System, account: AccountSummary): Promise<void> => {
  await system.install(account);
  await sync(system, account);
  forbidToRead(system, account);
  await sync(system, account);
};

const failAtOnce = async (system: System, account: AccountSummary): Promise<void> => {
  forbidToRead(system, account);
  await system.install(account);
};

const installWithWebhook = async (system: System, account: AccountSummary, url: string): Promise<void> => {
  await system.install(account);
  await set(system, account, { webhook: { url, enabled: true } });
};

const loseWebhook = async (system: System, account: AccountSummary, url: string): Promise<void> => {
  await installWithWebhook(system, account, url);
  // A lower threshold makes machines silent, and that is a message.
  const webhook = { url, enabled: true };
  await set(system, account, { webhook, silentAfterHours: 1, silentAfterHoursByAssetType: {} });
  for (const deadline = Date.now() + switchOffMs; Date.now() < deadline; await sleep(100)) {
    const status = (await (await system.ask(account, '/api/v1/webhook')).json()) as WebhookStatus;
    if (status.disabledReason !== null) return;
  }
  throw new Error(`The webhook of ${account.name} was not switched off in ${switchOffMs} ms`);
};

const changeThreshold = async (system: System, account: AccountSummary): Promise<void> => {
  await system.install(account);
  for (const silentAfterHours of [1, 72]) {
    await set(system, account, { silentAfterHours, silentAfterHoursByAssetType: {} });
    await sync(system, account);
  }
};

/** Brings each account into its state, by what would bring it there in life: faults, denials, a rotated secret. */
export const prepareAccounts = async (
  system: System,
  account: FindAccount,
  webhooks: { readonly works: string; readonly fails: string; readonly isGone: string },
): Promise<void> => {
  await installUntold(system, account('untold'));
  await Promise.all([
    ...(['alpine', 'empty', 'scopeWithdrawn', 'syncing'] as const).map((name) =>
      system.install(account(name)),
    ),
    system.install(account('scopeDenied'), [IrisScope.AccountAssetManage]),
    installWithWebhook(system, account('webhook'), webhooks.works),
    installWithWebhook(system, account('webhookTwice'), webhooks.works),
    installWithWebhook(system, account('webhookFailing'), webhooks.fails),
    loseWebhook(system, account('webhookGone'), webhooks.isGone),
    suspend(system, account('suspended')),
    failLater(system, account('failingLater')),
    failAtOnce(system, account('firstSyncFailed')),
    changeThreshold(system, account('changing')),
    installLarge(system, account('firstSync')),
  ]);
};
