import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { setUpBrowser } from '../testing/set-up-browser.ts';
import { irisAppId, startSystem, type System } from '../testing/start-system.ts';

const openPage = setUpBrowser();
let system: System;

beforeAll(async () => {
  system = await startSystem({ withScreens: true, embeddedTemplate: inject('embeddedTemplateFolder') });
  for (const account of system.accounts.slice(0, 2)) await system.install(account);
});

afterAll(() => system.close());

const openFleetWatch = async (page: Page, accountIndex: number): Promise<FrameLocator> => {
  await page.goto(`${system.trackunit.url}/?account=${system.accounts[accountIndex]?.accountId}`);
  await page.getByRole('link', { name: 'Fleet Watch' }).first().click();
  return page.frameLocator('iframe[title="Fleet Watch"]');
};

test('a fleet manager opens Manager, opens Fleet Watch, and sees the numbers that Trackunit knows', async () => {
  const page = await openPage();
  const frame = await openFleetWatch(page, 1);
  const { counts } = system.trackunit.truth(system.accounts[1]!.accountId, {
    silentAfterHours: 72,
    silentAfterHoursByAssetType: { TOOL: 336 },
  });
  for (const [label, count] of [
    ['Silent', counts.silent],
    ['Reporting', counts.reporting],
    ['Never reported', counts.neverReported],
  ] as const) {
    await frame.getByRole('button', { name: new RegExp(`^${label} ${count} `) }).waitFor();
  }
});

test('the browser asks whether it may ask something once, not each time that the page asks for it', async () => {
  const page = await openPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const asked: string[] = [];
  session.on('Network.requestWillBeSent', ({ request: { method, url } }) => {
    if (url.includes('/api/v1/fleet/')) asked.push(`${method} ${url}`);
  });
  const frame = await openFleetWatch(page, 0);
  await frame.getByRole('row').nth(1).waitFor();
  const countAsked = (method: string) => {
    const requests = asked.filter((request) => request.startsWith(method));
    return { all: requests.length, different: new Set(requests).size };
  };
  await frame.getByRole('button', { name: 'Sync now' }).click();
  const isAskedAnew = () => countAsked('GET').all >= 2 * countAsked('GET').different;
  await expect.poll(isAskedAnew, { timeout: 30_000 }).toBe(true);
  const { all, different } = countAsked('OPTIONS');
  expect(all).toBe(different);
  expect(different).toBe(countAsked('GET').different);
});

test('search finds a machine by its name, and an unknown word says that nothing was found', async () => {
  const page = await openPage();
  const frame = await openFleetWatch(page, 0);
  const { assets } = system.trackunit.truth(system.accounts[0]!.accountId);
  const wanted = assets.find(({ state }) => state === 'SILENT');
  if (wanted === undefined) throw new Error('the first demo account has a silent machine');
  await frame.getByRole('searchbox').fill(wanted.name);
  await frame.getByText(wanted.name, { exact: true }).first().waitFor();
  await frame.getByRole('searchbox').fill('no machine has this name');
  await frame
    .getByText(/no machines? match/i)
    .first()
    .waitFor();
});

test('an account without the app is told so by Manager', async () => {
  const page = await openPage();
  await page.goto(
    `${system.trackunit.url}/apps/${encodeURIComponent(irisAppId)}/fleet-watch?account=${system.accounts[2]?.accountId}`,
  );
  await page
    .getByText(/not installed/i)
    .first()
    .waitFor();
});
