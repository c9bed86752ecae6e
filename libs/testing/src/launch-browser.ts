import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './find-browser.ts';

/** Keeps Chromium from calling home, and lets it run as root and without a graphics card. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Opens a headless browser for tests and screenshots.
 *
 * @throws when no browser is found, with the cure
 */
export const launchBrowser = async (chromePath = process.env['CHROME_PATH']): Promise<Browser> => {
  const { executablePath, libraryPath } = await findBrowser(chromePath);
  const env = { ...process.env, ...(libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath }) };
  return chromium.launch({ executablePath, args: flags, env });
};
