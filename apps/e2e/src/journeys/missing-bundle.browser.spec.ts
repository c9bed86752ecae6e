import { createTrackunit } from '@fleet-watch/emulator';
import { launchBrowser } from '@fleet-watch/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('the frame of an extension that is not built says which file is missing, and where', async () => {
  const extensions = [{ id: 'acme-fleet', type: 'FLEET_EXTENSION' }];
  const manifest = { moduleFederationName: '@acme/app', extensions };
  await using trackunit = await createTrackunit({ apps: [{ manifest, bundleDir: 'no/such/folder' }] });
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await page.goto(`${trackunit.appsUrl}/frame/${encodeURIComponent('@acme/app')}/acme-fleet`);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toBe(
    'The extension acme-fleet could not be loaded. ' +
      'acme-fleet.js is not in no/such/folder, the bundle of @acme/app; build the extension.',
  );
  await page.close();
});
