import type { AssetState } from '@fleet-watch/contracts';
import { answered, answerUnavailable, holdAnswers } from './network-states.ts';
import { assetTabPath, inFrame, laterBy, type Screen } from './screen.ts';
import type { ScreenAccount } from './screen-accounts.ts';
import type { Stage } from './start-stage.ts';

/** The first machine of an account in a state; the same at every start. */
const findAssetOf = (name: ScreenAccount, { system, account }: Stage, state: AssetState): string => {
  const { assets } = system.trackunit.truth(account(name).accountId);
  return assets.find((asset) => asset.state === state)?.assetId ?? '';
};

/** The first of Alpine Access's machines in a state. */
export const findAsset = (stage: Stage, state: AssetState): string => findAssetOf('alpine', stage, state);

const silentAsset = (stage: Stage) => assetTabPath(findAsset(stage, 'SILENT'));
const neverReported = (stage: Stage) => assetTabPath(findAsset(stage, 'NEVER_REPORTED'));

/** A machine that reported when its account's fleet was read last. */
const reportingOf = (name: ScreenAccount) => (stage: Stage) =>
  assetTabPath(findAssetOf(name, stage, 'REPORTING'));

/** The first machine that Manager has of an account, whether or not a sync has brought it. */
const firstOf =
  (name: ScreenAccount) =>
  ({ system, account }: Stage) =>
    assetTabPath(system.trackunit.truth(account(name).accountId).assets[0]?.assetId ?? '');

/** The machine that has been quiet the longest and still reports: it went silent while the threshold was low. */
const changedAsset = ({ system, account }: Stage) => {
  const { assets } = system.trackunit.truth(account('changing').accountId);
  const [quietest] = assets
    .filter(({ state }) => state === 'REPORTING')
    .toSorted((one, other) => (one.lastSeenAt ?? '').localeCompare(other.lastSeenAt ?? ''));
  return assetTabPath(quietest?.assetId ?? '');
};

const days = inFrame('The last 90 days');

/** The tab on an asset's page in each of its states. */
export const assetScreens: readonly Screen[] = [
  { name: 'asset-tab', path: silentAsset, shown: days },
  { name: 'asset-tab-dark', path: silentAsset, colorScheme: 'dark', shown: days },
  { name: 'asset-tab-320', path: silentAsset, width: 320, shown: days },
  { name: 'asset-tab-history', path: changedAsset, account: 'changing', shown: inFrame(/Became silent/) },
  {
    name: 'asset-tab-never-reported',
    path: neverReported,
    shown: inFrame(/never been heard from/),
  },
  {
    name: 'asset-tab-stale',
    path: reportingOf('failingLater'),
    account: 'failingLater',
    before: laterBy(5 * 24),
    shown: inFrame(/not known since/),
  },
  {
    name: 'asset-tab-stale-german-dark-320',
    path: reportingOf('failingLater'),
    account: 'failingLater',
    language: 'de',
    width: 320,
    colorScheme: 'dark',
    before: laterBy(5 * 24),
    shown: inFrame(/Trackunit lässt Fleet Watch diese Flotte nicht lesen/),
  },
  {
    name: 'asset-tab-suspended',
    path: reportingOf('suspended'),
    account: 'suspended',
    shown: inFrame(/paused for this account/),
  },
  {
    name: 'asset-tab-unknown',
    path: firstOf('firstSync'),
    account: 'firstSync',
    complaints: [answered(404)],
    shown: inFrame(/does not know this machine yet/),
  },
  { name: 'asset-tab-loading', path: silentAsset, before: holdAnswers, shown: days },
  {
    name: 'asset-tab-not-installed',
    path: firstOf('untold'),
    account: 'untold',
    complaints: [answered(403)],
    shown: inFrame(/not installed for this account/),
  },
  {
    name: 'asset-tab-unavailable',
    path: silentAsset,
    before: answerUnavailable,
    complaints: [answered(503)],
    shown: inFrame(/try again in a minute/),
  },
];
