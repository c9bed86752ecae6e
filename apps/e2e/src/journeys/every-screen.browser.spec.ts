import { AxeBuilder } from '@axe-core/playwright';
import { launchBrowser } from '@fleet-watch/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScreens } from '../screens/all-screens.ts';
import { openScreen } from '../screens/open-screen.ts';
import { startSystem, type System } from '../testing/start-system.ts';

let system: System;
let browser: Browser;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ withScreens: true }), launchBrowser()]);
  for (const account of system.accounts.slice(0, 2)) await system.install(account);
});

afterAll(async () => {
  await browser.close();
  await system.close();
});

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.each(allScreens)('$name shows, leaves nobody out by WCAG 2.2 AA, and fits its width', async (screen) => {
  const page = await openScreen(browser, system, screen);
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBe(0);
  await page.context().close();
});
