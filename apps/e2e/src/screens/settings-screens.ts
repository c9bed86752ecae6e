import { IrisScope } from '@fleet-watch/scopes';
import type { Page } from 'playwright-core';
import { answered, answerUnavailable, holdAnswers } from './network-states.ts';
import { appPath, frameOf, inFrame, inTurn, press, type Screen } from './screen.ts';
import type { Stage } from './start-stage.ts';

const thresholds = inFrame(/machines? would be silent/);
const tall = 1500;

const writeBackSwitch = (page: Page) => frameOf(page).getByRole('switch', { name: /silent since/ });

/** An administrator installs the app again without the permission, while somebody else looks at the settings. */
const withdrawScope = async (page: Page, { system, account }: Stage) => {
  await writeBackSwitch(page).waitFor();
  await system.install(account('scopeWithdrawn'), [IrisScope.AccountAssetManage]);
};

const switchWriteBackOn = (page: Page) => writeBackSwitch(page).click();

const slowTrackunit = async (_page: Page, { system, account }: Stage) => {
  const { accountId } = account('syncing');
  system.trackunit.addFault({
    route: 'POST /api/graphql/',
    accountId,
    effect: { kind: 'latency', ms: 700 },
  });
};

const sendTest = press('Send a test');

/** The settings in Manager's App Library in each of their states. */
export const settingsScreens: readonly Screen[] = [
  { name: 'settings', path: appPath, height: tall, shown: thresholds },
  { name: 'settings-dark', path: appPath, height: tall, colorScheme: 'dark', shown: thresholds },
  { name: 'settings-320', path: appPath, width: 320, height: tall, shown: thresholds },
  {
    name: 'settings-suspended',
    path: appPath,
    height: tall,
    account: 'suspended',
    shown: inFrame(/paused for this account/),
  },
  { name: 'settings-loading', path: appPath, height: tall, before: holdAnswers, shown: inFrame('Webhook') },
  {
    name: 'settings-unavailable',
    path: appPath,
    before: answerUnavailable,
    complaints: [answered(503)],
    shown: inFrame(/try again in a minute/),
  },
  {
    name: 'settings-not-installed',
    path: appPath,
    account: 'untold',
    complaints: [answered(403)],
    shown: inFrame(/not installed for this account/),
  },
  {
    name: 'settings-scope-denied',
    path: appPath,
    account: 'scopeDenied',
    shown: inFrame(/uninstalls it and installs it again/),
    scrollTo: 'Write to Trackunit',
  },
  {
    name: 'settings-scope-refused',
    path: appPath,
    account: 'scopeWithdrawn',
    act: inTurn(withdrawScope, switchWriteBackOn),
    complaints: [answered(409)],
    shown: inFrame(/uninstalls it and installs it again/),
    scrollTo: 'Write to Trackunit',
  },
  {
    name: 'settings-syncing',
    path: appPath,
    account: 'syncing',
    before: slowTrackunit,
    act: press('Sync now'),
    shown: inFrame(/^([3-9]00|1,\d00) of 2,000 machines read/),
    scrollTo: 'Sync',
  },
  {
    name: 'settings-sync-failed',
    path: appPath,
    account: 'failingLater',
    shown: inFrame(/^Failed/),
    scrollTo: 'Sync',
  },
  {
    name: 'settings-webhook-delivered',
    path: appPath,
    account: 'webhook',
    act: sendTest,
    shown: inFrame(/The test arrived/),
    scrollTo: 'Webhook',
  },
  {
    name: 'settings-webhook-failed',
    path: appPath,
    account: 'webhookFailing',
    act: sendTest,
    shown: inFrame(/The test did not arrive/),
    scrollTo: 'Webhook',
  },
  {
    name: 'settings-webhook-switched-off',
    path: appPath,
    account: 'webhookGone',
    shown: inFrame(/has switched the webhook off/),
    scrollTo: 'Webhook',
  },
  {
    name: 'settings-secret-german-320',
    path: appPath,
    account: 'webhookTwice',
    language: 'de',
    width: 320,
    act: inTurn(press(/^Signaturschlüssel/), press('Kopieren')),
    shown: inFrame('Kopiert.'),
    scrollTo: 'Webhook',
  },
  {
    name: 'settings-webhook-too-soon',
    path: appPath,
    account: 'webhookTwice',
    act: inTurn(sendTest, inFrame(/The test arrived/), sendTest),
    complaints: [answered(429)],
    shown: inFrame(/^Wait (a second|[2-5] seconds), then try again/),
    scrollTo: 'Webhook',
  },
];
