import type { Page } from 'playwright-core';
import { answered, answerUnavailable, holdAnswers } from './network-states.ts';
import { frameOf, inFrame, inTurn, laterBy, type Screen } from './screen.ts';

const home = () => '/';

const numbers = inFrame(/of 250 machines/);

/** The local Manager gives a widget its smallest size, 1 × 2; in Trackunit's a person drags it bigger. */
const dragToBiggest = (page: Page) =>
  page.evaluate("document.querySelector('.widget').setAttribute('style', '--columns: 4; --rows: 4')");

const loading = (page: Page) => frameOf(page).locator('button[aria-busy=true]').waitFor();

/** The widget on Manager's home page in each of its sizes and states. */
export const widgetScreens: readonly Screen[] = [
  { name: 'home-with-widget', path: home, shown: numbers },
  { name: 'widget-dark', path: home, colorScheme: 'dark', shown: numbers },
  {
    name: 'widget-biggest',
    path: home,
    width: 1600,
    act: inTurn(numbers, dragToBiggest),
    shown: numbers,
  },
  { name: 'widget-empty', path: home, account: 'empty', shown: inFrame(/No machines to watch/) },
  { name: 'widget-loading', path: home, before: holdAnswers, shown: loading },
  {
    name: 'widget-stale',
    path: home,
    account: 'failingLater',
    before: laterBy(6),
    shown: inFrame(/^As of 6 hours ago/),
  },
  {
    name: 'widget-not-installed',
    path: home,
    account: 'untold',
    complaints: [answered(403)],
    shown: inFrame(/not installed for this account/),
  },
  {
    name: 'widget-unavailable',
    path: home,
    before: answerUnavailable,
    complaints: [answered(503)],
    shown: inFrame(/try again in a minute/),
  },
];
