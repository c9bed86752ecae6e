import type { Settings } from '@fleet-watch/contracts';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { breakChart } from '../screens/network-states.ts';
import { appPath, fleetPath, frameOf, inFrame, press } from '../screens/screen.ts';
import { setUpBrowser } from '../testing/set-up-browser.ts';
import { startSystem, type System } from '../testing/start-system.ts';
import { tabTo } from '../testing/tab-to.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

const openPage = setUpBrowser();
let system: System;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  system = await startSystem({
    withScreens: true,
    env: { ALLOW_PRIVATE_WEBHOOKS: 'true' },
    embeddedTemplate: inject('embeddedTemplateFolder'),
  });
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

const patience = { timeout: 30_000 };

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

/** The Manager of somebody whose Trackunit grants no app the clipboard. */
const grantNothing = (page: Page) =>
  page.route('**/_emulator/apps', async (route) => {
    const answer = await route.fetch();
    const apps = (await answer.json()) as object[];
    return route.fulfill({ response: answer, json: apps.map((app) => ({ ...app, permissionsPolicy: '' })) });
  });

const clipboardBlocked = /Clipboard API has been blocked/;

/** Makes a secret, presses Copy, and waits for what is said of it. */
const copySecret = async (frame: FrameLocator, said: RegExp): Promise<string | null> => {
  await frame.getByRole('button', { name: /(Make|Replace) .* signing secret/ }).click();
  const secret = await frame.getByLabel('Signing secret').textContent();
  await frame.getByRole('button', { name: 'Copy', exact: true }).click();
  await frame.getByText(said).waitFor();
  return secret;
};

/** Pastes as a person does: reading the clipboard would need a permission of its own. */
const paste = async (page: Page, frame: FrameLocator): Promise<string> => {
  const field = frame.getByRole('textbox', { name: 'Address' });
  await field.fill('');
  await page.keyboard.press('Control+V');
  return field.inputValue();
};

test('the signing secret is copied with the permission that the manifest asks for', async () => {
  const page = await openPage();
  const frame = await openSettings(page);
  const secret = await copySecret(frame, /^Copied\.$/);
  expect(await paste(page, frame)).toBe(secret);
});

test('the signing secret is copied without that permission, too', async () => {
  const page = await openPage({ complaints: [clipboardBlocked] });
  await grantNothing(page);
  const frame = await openSettings(page);
  const secret = await copySecret(frame, /^Copied\.$/);
  expect(await paste(page, frame)).toBe(secret);
});

test('a browser that copies nothing by itself leaves the secret selected, for Ctrl+C', async () => {
  const page = await openPage({ complaints: [clipboardBlocked] });
  await grantNothing(page);
  await page.addInitScript('document.execCommand = () => false');
  const frame = await openSettings(page);
  const secret = await copySecret(frame, /^The secret is selected: press Ctrl\+C/);
  await page.keyboard.press('Control+C');
  expect(await paste(page, frame)).toBe(secret);
});

test('a crash report is copied without that permission', async () => {
  const page = await openPage({ complaints: [clipboardBlocked, /TypeError/] });
  await grantNothing(page);
  await breakChart(page);
  await page.goto(`${system.trackunit.url}${fleetPath()}?account=${system.accounts[0]!.accountId}&lang=en`);
  await press('Copy report')(page);
  await inFrame(/^Copied\.$/)(page);
  const frame = await openSettings(page);
  expect(await paste(page, frame)).toMatch(/^Fleet Watch · fleet-watch · .*TypeError/);
});

test('write-back is switched on, and is still so when the page is opened again', async () => {
  const page = await openPage();
  const frame = await openSettings(page);
  const writeBack = frame.getByRole('switch', { name: /silent since/ });
  await writeBack.click();
  await expect.poll(readSettings, patience).toMatchObject({ writeBack: true });
  await page.reload();
  await expect.poll(() => writeBack.isChecked(), patience).toBe(true);
});
