import { launchBrowser } from '@fleet-watch/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScreens } from '../screens/all-screens.ts';
import { createScreenOpener, type WithScreen } from '../screens/create-screen-opener.ts';
import { listViolations } from '../screens/list-violations.ts';
import { startStage, type Stage } from '../screens/start-stage.ts';

let stage: Stage;
let browser: Browser;
let withScreen: WithScreen;

beforeAll(async () => {
  [stage, browser] = await Promise.all([startStage(), launchBrowser()]);
  withScreen = createScreenOpener(browser, stage);
});

afterAll(async () => {
  await browser.close();
  await stage.close();
});

/** By how many pixels Manager, and the extension within it, are wider than their windows. */
const listOverflows = (page: Page): Promise<readonly number[]> =>
  Promise.all(
    page
      .frames()
      .map((frame) =>
        frame.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ),
  );

// Each screen is of an account that is in its state, so several can be looked at while others load.
test.concurrent.each(allScreens)(
  '$name shows, leaves nobody out by WCAG 2.2 AA, and fits its width',
  (screen) =>
    withScreen(screen, async (page) => {
      expect(await listViolations(page)).toEqual([]);
      expect((await listOverflows(page)).filter((overflow) => overflow !== 0)).toEqual([]);
    }),
);
