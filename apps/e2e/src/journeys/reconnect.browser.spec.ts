import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { setUpBrowser } from '../testing/set-up-browser.ts';
import { irisAppId, startSystem, type System } from '../testing/start-system.ts';

const openPage = setUpBrowser();
let system: System;

beforeAll(async () => {
  system = await startSystem({ withScreens: true, embeddedTemplate: inject('embeddedTemplateFolder') });
  await system.install(system.accounts[1]!);
});

afterAll(() => system.close());

const openFleetPage = async (page: Page): Promise<FrameLocator> => {
  const { accountId } = system.accounts[1]!;
  const path = `/apps/${encodeURIComponent(irisAppId)}/fleet-watch`;
  await page.goto(`${system.trackunit.url}${path}?account=${accountId}&lang=en`);
  return page.frameLocator('iframe[title="Fleet Watch"]');
};

const seeNumbers = (frame: FrameLocator) => frame.getByRole('button', { name: /^Silent [1-9]/ }).waitFor();

const findMachine = (): string => {
  const { assets } = system.trackunit.truth(system.accounts[1]!.accountId);
  return assets.find(({ state }) => state === 'SILENT')!.name;
};

/** Asks the backend for one machine, and waits for it to be the only one. */
const search = async (frame: FrameLocator): Promise<void> => {
  await frame.getByRole('searchbox').fill(findMachine());
  await seeOneMachine(frame);
};

const seeOneMachine = (frame: FrameLocator) => frame.getByText('1 machine', { exact: true }).waitFor();

/** Counts what Manager hands out, and asks the local Trackunit for other tokens than usual. */
const handOutTokens = async (page: Page, toRequest: (asked: number) => object) => {
  const handedOut = { count: 0 };
  await page.route('**/_emulator/user-tokens', (route, request) => {
    handedOut.count += 1;
    const postData = { ...(request.postDataJSON() as object), ...toRequest(handedOut.count) };
    return route.continue({ postData });
  });
  return handedOut;
};

test('a frame that reloads connects with Manager again and shows where it was', async () => {
  const page = await openPage();
  const frame = await openFleetPage(page);
  await seeNumbers(frame);
  await search(frame);
  await page.waitForURL(/q=/);
  await page
    .frames()[1]!
    .evaluate('location.reload()')
    .catch(() => undefined);
  await seeNumbers(frame);
  await seeOneMachine(frame);
  expect(await frame.getByRole('searchbox').inputValue()).toBe(findMachine());
});

test('a page that stays open longer than its token goes on with a new one', async () => {
  const page = await openPage();
  const handedOut = await handOutTokens(page, () => ({ expiresInSeconds: 2 }));
  const frame = await openFleetPage(page);
  await seeNumbers(frame);
  const before = handedOut.count;
  await page.waitForTimeout(2_500);
  await search(frame);
  expect(handedOut.count).toBeGreaterThan(before);
});

test('a token that the backend refuses is replaced by a new one without a word', async () => {
  const page = await openPage({ complaints: [/status of 401/] });
  const past = Math.floor(Date.now() / 1_000) - 60;
  const handedOut = await handOutTokens(page, (asked) => (asked === 1 ? { claims: { exp: past } } : {}));
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 401) refused.push(response.url());
  });
  const frame = await openFleetPage(page);
  await seeNumbers(frame);
  expect(refused.length).toBeGreaterThan(0);
  expect(handedOut.count).toBeGreaterThan(1);
  expect(await frame.getByRole('alert').count()).toBe(0);
});

test('a person who leaves Fleet Watch and comes back finds it connected', async () => {
  const page = await openPage();
  const frame = await openFleetPage(page);
  await seeNumbers(frame);
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { name: /Welcome/ }).waitFor();
  await page.goBack();
  await seeNumbers(frame);
  await search(frame);
});
