import type { Page } from 'playwright-core';
import { findAsset } from './asset-screens.ts';
import { fleetPath, onPage, type Screen } from './screen.ts';

const heading = (page: Page) => page.getByRole('heading').first().waitFor();

/** The local Manager's own pages. */
export const managerScreens: readonly Screen[] = [
  { name: 'not-installed', path: fleetPath, account: 'rhein', shown: onPage(/not installed/i) },
  { name: 'manager-fleet', path: () => '/fleet', shown: (page) => page.getByRole('row').nth(3).waitFor() },
  { name: 'manager-asset', path: (stage) => `/assets/${findAsset(stage, 'SILENT')}`, shown: heading },
  { name: 'app-library', path: () => '/library', shown: onPage('Fleet Watch') },
  { name: 'administration', path: () => '/administration', shown: heading },
  { name: 'what-is-not-emulated', path: () => '/limits', shown: heading },
];
