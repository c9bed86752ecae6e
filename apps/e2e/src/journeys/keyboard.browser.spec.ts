import { launchBrowser } from '@fleet-watch/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../testing/start-system.ts';

let system: System;
let browser: Browser;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ withScreens: true }), launchBrowser()]);
  await system.install(system.accounts[0]!);
});

afterAll(async () => {
  await browser.close();
  await system.close();
});

const mostSteps = 60;

/** Presses Tab until what has the focus says `name`, in Manager or in the frame. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  const said: string[] = [];
  for (let step = 0; step < mostSteps; step += 1) {
    await page.keyboard.press('Tab');
    for (const frame of page.frames()) {
      const text = await frame.evaluate<string>(
        'document.hasFocus() && document.activeElement && document.activeElement.tagName !== "IFRAME" ? (document.activeElement.getAttribute("aria-label") || document.activeElement.textContent || document.activeElement.getAttribute("placeholder") || "") : ""',
      );
      if (name.test(text)) return;
      said.push(text);
    }
  }
  throw new Error(`Tab never came to ${name}; it came by: ${said.filter(Boolean).join(' | ')}`);
};

test('with the keyboard alone a fleet manager signs in, opens Fleet Watch, searches and opens a machine', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(system.trackunit.url);
  await page.getByRole('button', { name: /Freja Lindholm/ }).waitFor();
  await tabTo(page, /Freja Lindholm/);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Fleet Watch' }).first().waitFor();
  await tabTo(page, /^Fleet Watch$/);
  await page.keyboard.press('Enter');

  const frame = page.frameLocator('iframe[title="Fleet Watch"]');
  await frame.getByRole('searchbox').waitFor();
  const wanted = system.trackunit
    .truth(system.accounts[0]!.accountId)
    .assets.find(({ state }) => state === 'SILENT');
  if (wanted === undefined) throw new Error('the first demo account has a silent machine');
  await tabTo(page, /Sync now/);
  await tabTo(page, /^Search$/);
  await page.keyboard.type(wanted.name);
  expect(await frame.getByRole('searchbox').inputValue()).toBe(wanted.name);
  await frame
    .getByRole('row', { name: new RegExp(wanted.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) })
    .first()
    .waitFor();
  await tabTo(page, new RegExp(wanted.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/assets/${wanted.assetId}**`);
  expect(new URL(page.url()).pathname).toContain(wanted.assetId);
  await page.close();
});
