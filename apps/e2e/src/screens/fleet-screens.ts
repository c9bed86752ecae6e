import type { Page } from 'playwright-core';
import {
  answered,
  answerForbidden,
  answerUnavailable,
  breakChart,
  disconnected,
  handOutOldTokens,
  holdAnswers,
  loseConnection,
} from './network-states.ts';
import { fleetPath, frameOf, inFrame, inTurn, laterBy, runInFrame, type Screen } from './screen.ts';

const rows = (page: Page) => frameOf(page).getByRole('row').nth(3).waitFor();

/** No language that Fleet Watch speaks is written from right to left; its pages hold when one comes. */
const turnAround = (page: Page) => runInFrame(page, 'document.documentElement.dir = "rtl"');

const searchForNothing = (page: Page) => frameOf(page).getByRole('searchbox').fill('submarine');

const openReport = (page: Page) => frameOf(page).getByText('Report', { exact: true }).click();

/** The fleet page with numbers, in every dress. */
const withNumbers: readonly Screen[] = [
  { name: 'fleet-page', path: fleetPath, shown: rows },
  { name: 'fleet-page-dark', path: fleetPath, colorScheme: 'dark', shown: rows },
  { name: 'fleet-page-320', path: fleetPath, width: 320, shown: inFrame('Gone quiet recently') },
  {
    name: 'fleet-page-dark-320',
    path: fleetPath,
    width: 320,
    colorScheme: 'dark',
    shown: inFrame('Gone quiet recently'),
  },
  { name: 'fleet-page-wide', path: fleetPath, width: 2560, height: 1440, shown: rows },
  { name: 'fleet-page-4k', path: fleetPath, width: 3840, height: 2160, shown: rows },
  {
    name: 'fleet-page-right-to-left',
    path: fleetPath,
    act: inTurn(rows, turnAround),
    movesBecause: 'it is turned around once it is there',
    shown: rows,
  },
  { name: 'fleet-page-danish', path: fleetPath, language: 'da', shown: rows },
  { name: 'fleet-page-german', path: fleetPath, language: 'de', shown: rows },
  {
    name: 'fleet-page-no-match',
    path: fleetPath,
    act: searchForNothing,
    shown: inFrame('Nothing matches'),
    scrollTo: 'Machines',
  },
  {
    name: 'fleet-page-stale',
    path: fleetPath,
    account: 'failingLater',
    before: laterBy(6),
    shown: inFrame(/These numbers are from/),
  },
  {
    name: 'fleet-page-stale-german',
    path: fleetPath,
    account: 'failingLater',
    language: 'de',
    before: laterBy(6),
    shown: inFrame(/Trackunit lässt Fleet Watch diese Flotte nicht lesen/),
  },
  {
    name: 'fleet-page-suspended',
    path: fleetPath,
    account: 'suspended',
    shown: inFrame(/paused for this account/),
  },
];

/** The fleet page without numbers: why there are none. */
const withoutNumbers: readonly Screen[] = [
  { name: 'fleet-page-loading', path: fleetPath, before: holdAnswers, shown: inFrame('Right now') },
  {
    name: 'fleet-page-empty',
    path: fleetPath,
    account: 'empty',
    shown: inFrame(/No machines to watch/),
  },
  {
    name: 'fleet-page-first-sync',
    path: fleetPath,
    account: 'firstSync',
    shown: inFrame(/machines read/),
  },
  {
    name: 'fleet-page-first-sync-failed',
    path: fleetPath,
    account: 'firstSyncFailed',
    shown: inFrame('The first sync failed'),
  },
  {
    name: 'fleet-page-not-installed',
    path: fleetPath,
    account: 'untold',
    complaints: [answered(403)],
    shown: inFrame(/not installed for this account/),
  },
  {
    name: 'fleet-page-signed-out',
    path: fleetPath,
    before: handOutOldTokens,
    complaints: [answered(401)],
    shown: inFrame(/session in Manager has ended/),
  },
  {
    name: 'fleet-page-forbidden',
    path: fleetPath,
    before: answerForbidden,
    complaints: [answered(403)],
    shown: inFrame(/may not see this/),
  },
  {
    name: 'fleet-page-retrying',
    path: fleetPath,
    before: answerUnavailable,
    complaints: [answered(503)],
    shown: inFrame(/tries again by itself/),
  },
  {
    name: 'fleet-page-unavailable',
    path: fleetPath,
    before: answerUnavailable,
    complaints: [answered(503)],
    shown: inFrame(/try again in a minute/),
  },
  {
    name: 'fleet-page-unavailable-dark-320',
    path: fleetPath,
    width: 320,
    colorScheme: 'dark',
    before: answerUnavailable,
    complaints: [answered(503)],
    shown: inFrame(/try again in a minute/),
  },
  {
    name: 'fleet-page-offline',
    path: fleetPath,
    before: loseConnection,
    complaints: [disconnected],
    shown: inFrame(/Check your connection/),
  },
  {
    name: 'crash-report',
    path: fleetPath,
    before: breakChart,
    act: openReport,
    complaints: [/^TypeError/],
    shown: inFrame(/TypeError/),
  },
];

/** The fleet page in each of its states. */
export const fleetScreens: readonly Screen[] = [...withNumbers, ...withoutNumbers];
