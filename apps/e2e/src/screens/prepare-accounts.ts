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

/** Brings each account into its state, by what would bring it there in life: faults, denials, a rotated secret. */
export const prepareAccounts = async (
  system: System,
  account: FindAccount,
  webhooks: { readonly works: string; readonly fails: string; readonly isGone: string },
): Promise<void> => {
  const { trackunit, install } = system;
  const forbid = (name: ScreenAccount) =>
    trackunit.addFault({
      route: '*/api/*',
      accountId: account(name).accountId,
      effect: { kind: 'status', status: 403 },
    });

  const suspend = async () => {
    const suspended = account('suspended');
    await install(suspended);
    await trackunit.runScenario('Secret rotated', suspended.accountId);
    for (let syncs = 0; syncs < mostSyncsUntilSuspended; syncs += 1)
      if ((await sync(system, suspended)).status === 'SUSPENDED') return;
    throw new Error(`${suspended.name} was not suspended by ${mostSyncsUntilSuspended} refused syncs`);
  };
  const failLater = async () => {
    await install(account('failingLater'));
    await sync(system, account('failingLater'));
    forbid('failingLater');
    await sync(system, account('failingLater'));
  };
  const failAtOnce = async () => {
    forbid('firstSyncFailed');
    await install(account('firstSyncFailed'));
  };
  const installWithWebhook = async (name: ScreenAccount, url: string) => {
    await install(account(name));
    await set(system, account(name), { webhook: { url, enabled: true } });
  };
  const loseWebhook = async () => {
    const lost = account('webhookGone');
    await installWithWebhook('webhookGone', webhooks.isGone);
    // A lower threshold makes machines silent, and that is a message.
    const webhook = { url: webhooks.isGone, enabled: true };
    await set(system, lost, { webhook, silentAfterHours: 1, silentAfterHoursByAssetType: {} });
    for (const deadline = Date.now() + switchOffMs; Date.now() < deadline; await sleep(100)) {
      const status = (await (await system.ask(lost, '/api/v1/webhook')).json()) as WebhookStatus;
      if (status.disabledReason !== null) return;
    }
    throw new Error(`The webhook of ${lost.name} was not switched off in ${switchOffMs} ms`);
  };
  const changeThreshold = async () => {
    await install(account('changing'));
    for (const silentAfterHours of [1, 72]) {
      await set(system, account('changing'), { silentAfterHours, silentAfterHoursByAssetType: {} });
      await sync(system, account('changing'));
    }
  };

  await installUntold(system, account('untold'));
  await Promise.all([
    ...(['alpine', 'empty', 'scopeWithdrawn', 'syncing'] as const).map((name) => install(account(name))),
    install(account('scopeDenied'), [IrisScope.AccountAssetManage]),
    installWithWebhook('webhook', webhooks.works),
    installWithWebhook('webhookTwice', webhooks.works),
    installWithWebhook('webhookFailing', webhooks.fails),
    loseWebhook(),
    suspend(),
    failLater(),
    failAtOnce(),
    changeThreshold(),
    installLarge(system, account('firstSync')),
  ]);
};
