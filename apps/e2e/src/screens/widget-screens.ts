import type { Page } from 'playwright-core';
import { answered, answerUnavailable } from './network-states.ts';
import { inFrame, inTurn, type Screen } from './screen.ts';

const home = () => '/';

const numbers = inFrame(/of 250 machines/);

/** The local Manager gives a widget its smallest size, 1 × 2; in Trackunit's a person drags it bigger. */
const dragToBiggest = (page: Page) =>
  page.evaluate("document.querySelector('.widget').setAttribute('style', '--columns: 4; --rows: 4')");

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
  {
    name: 'widget-unavailable',
    path: home,
    before: answerUnavailable,
    complaints: [answered(503)],
    shown: inFrame(/try again in a minute/),
  },
];
