import type { Browser, Page } from 'playwright-core';
import type { System } from '../testing/start-system.ts';
import type { Screen } from './all-screens.ts';

/** Opens a screen in a browser context of its own and waits until it shows what it is to show. */
export const openScreen = async (browser: Browser, system: System, screen: Screen): Promise<Page> => {
  const { path, account = 1, width = 1280, height = 900, colorScheme = 'light', before, shown } = screen;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'Europe/Copenhagen',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await before?.(page, system);
  await page.goto(`${system.trackunit.url}${path(system)}?account=${system.accounts[account]?.accountId}`);
  await shown(page);
  return page;
};
