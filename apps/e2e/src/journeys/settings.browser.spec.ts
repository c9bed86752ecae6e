import type { Settings } from '@fleet-watch/contracts';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appPath, frameOf } from '../screens/screen.ts';
import { setUpBrowser } from '../testing/set-up-browser.ts';
import { startSystem, type System } from '../testing/start-system.ts';
import { tabTo } from '../testing/tab-to.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

const openPage = setUpBrowser();
let system: System;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  system = await startSystem({ withScreens: true, env: { ALLOW_PRIVATE_WEBHOOKS: 'true' } });
  await system.install(system.accounts[0]!);
});

afterAll(async () => {
  await system.close();
  receiver.close();
});

const openSettings = async (page: Page): Promise<FrameLocator> => {
  await page.goto(`${system.trackunit.url}${appPath()}?account=${system.accounts[0]!.accountId}&lang=en`);
  const frame = frameOf(page);
  await frame.getByRole('spinbutton', { name: 'For every machine' }).waitFor();
  return frame;
};

const section = (frame: FrameLocator, name: string) => frame.getByRole('region', { name });
const thresholds = 'When a machine counts as silent';
const hoursIn = (frame: FrameLocator) => frame.getByRole('spinbutton', { name: 'For every machine' });
const saved = (frame: FrameLocator, name: string) =>
  section(frame, name).getByText('Saved.', { exact: true });

const readSettings = async (): Promise<Settings> =>
  (await (await system.ask(system.accounts[0]!, '/api/v1/settings')).json()) as Settings;

test('a threshold is changed, saved with a click, and is still so when the page is opened again', async () => {
  const page = await openPage();
  const frame = await openSettings(page);
  await hoursIn(frame).fill('96');
  await section(frame, thresholds).getByRole('button', { name: 'Save' }).click();
  await saved(frame, thresholds).waitFor();
  await page.reload();
  await hoursIn(frame).waitFor();
  expect(await hoursIn(frame).inputValue()).toBe('96');
  expect(await readSettings()).toMatchObject({ silentAfterHours: 96 });
});

test('with the keyboard alone a threshold is changed and saved with Enter', async () => {
  const page = await openPage();
  const frame = await openSettings(page);
  await tabTo(page, /^For every machine$/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('120');
  await page.keyboard.press('Enter');
  await saved(frame, thresholds).waitFor();
  await page.reload();
  await hoursIn(frame).waitFor();
  expect(await hoursIn(frame).inputValue()).toBe('120');
});

test('with the keyboard alone a threshold is changed and saved with the button', async () => {
  const page = await openPage();
  const frame = await openSettings(page);
  await tabTo(page, /^For every machine$/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('48');
  await tabTo(page, /^Save$/);
  await page.keyboard.press('Space');
  await saved(frame, thresholds).waitFor();
  expect(await readSettings()).toMatchObject({ silentAfterHours: 48 });
});

test('a webhook is given an address and switched on, and a test of it arrives', async () => {
  const page = await openPage();
  const frame = await openSettings(page);
  await frame.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
  await frame.getByRole('switch', { name: 'Send messages' }).click();
  await frame.getByRole('textbox', { name: 'Address' }).press('Enter');
  await saved(frame, 'Webhook').waitFor();
  await frame.getByRole('button', { name: 'Send a test' }).click();
  await frame.getByText('The test arrived: the service answered 204.').waitFor();
  expect(receiver.received.map(({ event }) => event.type)).toEqual(['fleet_watch.test']);
  expect(await readSettings()).toMatchObject({ webhook: { url: receiver.url, enabled: true } });
});

test('an address that is none is told so, and nothing is saved', async () => {
  const page = await openPage();
  const frame = await openSettings(page);
  const before = await readSettings();
  await frame.getByRole('textbox', { name: 'Address' }).fill('hooks.example.com');
  await section(frame, 'Webhook').getByRole('button', { name: 'Save' }).click();
  await section(frame, 'Webhook').getByRole('alert').waitFor();
  expect(await readSettings()).toEqual(before);
});

test('write-back is switched on, and is still so when the page is opened again', async () => {
  const page = await openPage();
  const frame = await openSettings(page);
  const writeBack = frame.getByRole('switch', { name: /silent since/ });
  await writeBack.click();
  await expect.poll(readSettings).toMatchObject({ writeBack: true });
  await page.reload();
  await expect.poll(() => writeBack.isChecked()).toBe(true);
});
