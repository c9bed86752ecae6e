import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { AssetTab } from './asset-tab.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

const onAsset = (index: number) => ({
  getAssetInfo: async () => ({ assetId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` }),
});

test('a silent machine says since when, by which threshold, and what happened', async () => {
  render(AssetTab, { host: onAsset(3) });
  expect(await screen.findByText(/^No sign for \d+ days$/)).toBeDefined();
  expect(screen.getByText('72 hours without a sign')).toBeDefined();
  expect(
    screen.getByRole('img', { name: /^The last 90 days: \d+ days reporting, \d+ days silent$/ }),
  ).toBeDefined();
  const history = screen.getByRole('region', { name: 'History' });
  expect(within(history).getAllByText('Went quiet')).toHaveLength(3);
});

test('a threshold of the machine’s type goes before the account’s', async () => {
  // The fixture's third kind of seven is a tool.
  render(AssetTab, { host: onAsset(6) });
  expect(await screen.findByText('336 hours without a sign')).toBeDefined();
  expect(screen.getByText('the account’s threshold for Tool')).toBeDefined();
});

test('a machine that was never heard from says so', async () => {
  render(AssetTab, { host: onAsset(7) });
  expect(await screen.findByText('This machine has never been heard from')).toBeDefined();
  expect(screen.getByText(/Check that its device is mounted/)).toBeDefined();
  expect(screen.getByText('No change of state since Fleet Watch was installed.')).toBeDefined();
});

test('a machine that no sync has seen yet is told apart from an error', async () => {
  render(AssetTab, { host: onAsset(999) });
  expect(
    await screen.findByRole('heading', { name: 'Fleet Watch does not know this machine yet' }),
  ).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a server that is away is told at once, beside what is still loading', async () => {
  render(AssetTab, { host: onAsset(3), scenario: 'unavailable' });
  expect(await screen.findByText(/tries again by itself/)).toBeDefined();
  expect(screen.getByText('The last 90 days')).toBeDefined();
});

test('an error of the backend is told once, and nothing is promised beside it', async () => {
  render(AssetTab, { host: onAsset(3), scenario: 'not-installed' });
  expect(await screen.findByText('Fleet Watch is not installed for this account')).toBeDefined();
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  expect(screen.queryByText('The last 90 days')).toBeNull();
});
