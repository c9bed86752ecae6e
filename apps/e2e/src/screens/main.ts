import { mkdir } from 'node:fs/promises';
import { launchBrowser } from '@fleet-watch/testing';
import type { Browser } from 'playwright-core';
import { irisAppId, startSystem, type System } from '../testing/start-system.ts';

/** Takes the pictures that the documents show, from the real system: `npm run screens`, after `npm run build`. */
type Screen = {
  readonly file: string;
  /** Path on Manager's origin. */
  readonly path: string;
  readonly account: number;
  readonly width: number;
  readonly height: number;
  readonly colorScheme?: 'light' | 'dark';
};

const fleetPage = `/apps/${encodeURIComponent(irisAppId)}/fleet-watch`;

const screens: readonly Screen[] = [
  { file: 'fleet-page', path: fleetPage, account: 1, width: 1280, height: 900 },
  { file: 'fleet-page-dark', path: fleetPage, account: 1, width: 1280, height: 900, colorScheme: 'dark' },
  { file: 'fleet-page-320', path: fleetPage, account: 1, width: 320, height: 900 },
  { file: 'home', path: '/', account: 1, width: 1280, height: 900 },
  { file: 'app-library', path: '/library', account: 1, width: 1280, height: 900 },
];

const take = async (browser: Browser, system: System, screen: Screen): Promise<void> => {
  const { file, path, account, width, height, colorScheme = 'light' } = screen;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  await page.goto(`${system.trackunit.url}${path}?account=${system.accounts[account]?.accountId}`);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `docs/screens/${file}.png` });
  await page.close();
  console.log(`docs/screens/${file}.png`);
};

const system = await startSystem({ withScreens: true });
const browser = await launchBrowser();
try {
  await mkdir('docs/screens', { recursive: true });
  for (const account of system.accounts.slice(0, 2)) await system.install(account);
  for (const screen of screens) await take(browser, system, screen);
} finally {
  await browser.close();
  await system.close();
}
