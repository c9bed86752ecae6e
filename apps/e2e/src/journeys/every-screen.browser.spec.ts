import { launchBrowser } from '@fleet-watch/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScreens } from '../screens/all-screens.ts';
import { createScreenOpener, type WithScreen } from '../screens/create-screen-opener.ts';
import { listShifts, type Shift } from '../screens/list-shifts.ts';
import { listViolations } from '../screens/list-violations.ts';
import type { Screen } from '../screens/screen.ts';
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

/** Chromium's score; a fifth of what counts as good, for a line of text that is longer than its placeholder. */
const mostShift = 0.02;

/** What moved before anybody did anything, where nothing else gave a reason. */
const findShifts = async (page: Page, { movesBecause }: Screen): Promise<readonly Shift[]> =>
  movesBecause === undefined ? listShifts(page) : [];

// Each screen is of an account that is in its state, so several can be looked at while others load.
test.concurrent.each(allScreens)(
  '$name shows, leaves nobody out by WCAG 2.2 AA, fits its width, complains of nothing, and moves only for a reason',
  (screen) =>
    withScreen(screen, async (page) => {
      expect(await listViolations(page)).toEqual([]);
      expect((await listOverflows(page)).filter((overflow) => overflow !== 0)).toEqual([]);
      const shifts = await findShifts(page, screen);
      const total = shifts.reduce((sum, { value }) => sum + value, 0);
      expect(total, JSON.stringify(shifts, null, 2)).toBeLessThanOrEqual(mostShift);
    }),
);
