import type { Page } from 'playwright-core';
import { irisAppId, type System } from '../testing/start-system.ts';

/** A screen in one state, as a person meets it. */
export type Screen = {
  /** Name of the picture, and of the test. */
  readonly name: string;
  readonly path: (system: System) => string;
  /** Which demo account looks; by default the second, which has about 250 assets. */
  readonly account?: number;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Brings the state about, before the page is opened. */
  readonly before?: (page: Page, system: System) => Promise<unknown>;
  /** Resolves when the screen shows what it is to show. */
  readonly shown: (page: Page) => Promise<unknown>;
};

const extensionPath = (extensionId: string) => () => `/apps/${encodeURIComponent(irisAppId)}/${extensionId}`;
const fleetPage = extensionPath('fleet-watch');
const appPage = () => `/library/${encodeURIComponent(irisAppId)}`;

const frame = (page: Page) => page.frameLocator('iframe').first();
const inFrame = (text: string | RegExp) => (page: Page) => frame(page).getByText(text).first().waitFor();
const onPage = (text: string | RegExp) => (page: Page) => page.getByText(text).first().waitFor();

const findSilent = (system: System): string => {
  const { assets } = system.trackunit.truth(system.accounts[1]?.accountId ?? '');
  return assets.find(({ state }) => state === 'SILENT')?.assetId ?? '';
};

const assetTab = (system: System) =>
  `/assets/${findSilent(system)}/apps/${encodeURIComponent(irisAppId)}/fleet-watch-asset`;

const holdAnswers = (page: Page, system: System) =>
  page.route(`${system.backend().url}/api/v1/**`, () => undefined);

const answerUnavailable = (page: Page, system: System) =>
  page.route(`${system.backend().url}/api/v1/**`, (route) =>
    route.fulfill({
      status: 503,
      headers: { 'Access-Control-Allow-Origin': system.trackunit.appsUrl, 'Retry-After': '5' },
      json: { status: 503, code: 'store_unavailable', message: 'The database can’t be reached.' },
    }),
  );

const hourMs = 3_600_000;
const laterBy = (hours: number) => (page: Page) => page.clock.setFixedTime(Date.now() + hours * hourMs);

const fleetRows = (page: Page) => frame(page).getByRole('row').nth(3).waitFor();

/** Every screen and state that is looked at: by axe in the tests, by people in `docs/screens`. */
export const allScreens: readonly Screen[] = [
  { name: 'fleet-page', path: fleetPage, shown: fleetRows },
  { name: 'fleet-page-dark', path: fleetPage, colorScheme: 'dark', shown: fleetRows },
  { name: 'fleet-page-320', path: fleetPage, width: 320, shown: inFrame('Gone quiet recently') },
  { name: 'fleet-page-wide', path: fleetPage, width: 2560, height: 1440, shown: fleetRows },
  { name: 'fleet-page-loading', path: fleetPage, before: holdAnswers, shown: inFrame('Right now') },
  {
    name: 'fleet-page-unavailable',
    path: fleetPage,
    before: answerUnavailable,
    shown: inFrame(/short break/),
  },
  { name: 'fleet-page-stale', path: fleetPage, before: laterBy(6), shown: inFrame(/These numbers are from/) },
  { name: 'asset-tab', path: assetTab, shown: inFrame('The last 90 days') },
  { name: 'asset-tab-320', path: assetTab, width: 320, shown: inFrame('The last 90 days') },
  { name: 'settings', path: appPage, height: 1500, shown: inFrame('When a machine counts as silent') },
  {
    name: 'settings-dark',
    path: appPage,
    height: 1500,
    colorScheme: 'dark',
    shown: inFrame('When a machine counts as silent'),
  },
  { name: 'home-with-widget', path: () => '/', shown: inFrame(/of 250 machines/) },
  { name: 'not-installed', path: fleetPage, account: 2, shown: onPage(/not installed/i) },
  { name: 'manager-fleet', path: () => '/fleet', shown: (page) => page.getByRole('row').nth(3).waitFor() },
  {
    name: 'manager-asset',
    path: (system) => `/assets/${findSilent(system)}`,
    shown: (page) => page.getByRole('heading').first().waitFor(),
  },
  { name: 'app-library', path: () => '/library', shown: onPage('Fleet Watch') },
  {
    name: 'administration',
    path: () => '/administration',
    shown: (page) => page.getByRole('heading').first().waitFor(),
  },
  {
    name: 'what-is-not-emulated',
    path: () => '/limits',
    shown: (page) => page.getByRole('heading').first().waitFor(),
  },
];
