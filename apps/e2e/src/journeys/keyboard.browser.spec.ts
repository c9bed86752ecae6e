import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { setUpBrowser } from '../testing/set-up-browser.ts';
import { startSystem, type System } from '../testing/start-system.ts';
import { tabTo } from '../testing/tab-to.ts';

const openPage = setUpBrowser();
let system: System;

beforeAll(async () => {
  system = await startSystem({ withScreens: true, embeddedTemplate: inject('embeddedTemplateFolder') });
  await system.install(system.accounts[0]!);
});

afterAll(() => system.close());

test('with the keyboard alone a fleet manager signs in, opens Fleet Watch, searches and opens a machine', async () => {
  const page = await openPage();
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
});
