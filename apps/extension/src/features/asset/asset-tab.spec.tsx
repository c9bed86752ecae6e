import { HostConnectionError } from '@trackunit/iris-app-sdk';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { createFixtureBackend } from '../../testing/fixture-backend.ts';
import { holdBack } from '../../testing/hold-back.ts';
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
    screen.getByRole('img', {
      name: /^The last 90 days: \d+ days reporting, \d+ days silent, \d+ days not known$/,
    }),
  ).toBeDefined();
  expect(screen.getByText(/Paler days are estimated: .* Empty days are not known/)).toBeDefined();
  expect(screen.getByRole('region', { name: 'What to check' }).textContent).toMatch(
    /Check its battery, ignition and isolator first/,
  );
  const history = screen.getByRole('region', { name: 'History' });
  expect(within(history).getAllByText('Became silent')).toHaveLength(3);
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
  expect(screen.getByRole('region', { name: 'What to check' }).textContent).toMatch(
    /Check that its device is mounted/,
  );
  expect(screen.getByText('No change of state is known.')).toBeDefined();
});

test('there is nothing to check on a machine that reports', async () => {
  render(AssetTab, { host: onAsset(4) });
  expect(await screen.findByText(/^Heard from/)).toBeDefined();
  expect(screen.queryByRole('region', { name: 'What to check' })).toBeNull();
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

test('an error of the backend is told once, as calmly as on the fleet page, and nothing is promised beside it', async () => {
  render(AssetTab, { host: onAsset(3), scenario: 'not-installed' });
  expect(
    await screen.findByRole('heading', { name: 'Fleet Watch is not installed for this account' }),
  ).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  expect(screen.queryByText('The last 90 days')).toBeNull();
});

test('outside an asset’s page there is no machine to know', async () => {
  render(AssetTab, { host: { getAssetInfo: async () => null } });
  expect(
    await screen.findByRole('heading', { name: 'Fleet Watch does not know this machine yet' }),
  ).toBeDefined();
});

test('a Manager that does not say which machine it is is told as an error', async () => {
  const getAssetInfo = () => Promise.reject(new HostConnectionError('host_call_failed', 'no'));
  render(AssetTab, { host: { getAssetInfo } });
  expect((await screen.findByRole('alert')).textContent).toContain('Manager does not answer');
  expect(screen.queryByText('The last 90 days')).toBeNull();
});

const forbidden = () => Response.json({ status: 403, code: 'forbidden', message: '' }, { status: 403 });

test('a threshold that cannot be read is told beside what can, and asked for again on request', async () => {
  const inner = createFixtureBackend();
  let isRefused = true;
  const answer = async (request: Request) =>
    isRefused && request.url.endsWith('/settings') ? forbidden() : inner.answer(request);
  render(AssetTab, { host: onAsset(3), backend: { requests: inner.requests, answer } });
  expect(await screen.findByText(/^No sign for/)).toBeDefined();
  const alert = await screen.findByRole('alert');
  expect(screen.getByText('Silent after').parentElement?.textContent).toBe('Silent after–');
  isRefused = false;
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('72 hours without a sign')).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('no day is drawn before it is known on which days the fleet was read', async () => {
  const { backend, resolve } = holdBack('/summary');
  render(AssetTab, { host: onAsset(3), backend });
  const others = () => backend.requests.filter((request) => /account|settings|fleet\/assets\//.test(request));
  await waitFor(() => expect(others()).toHaveLength(3));
  await new Promise((later) => setTimeout(later, 100));
  expect(screen.queryByRole('img', { name: /The last 90 days/ })).toBeNull();
  // Nor is anything said of now before it is known how old what is known is.
  expect(screen.queryByText(/^No sign for/)).toBeNull();
  resolve(undefined);
  expect(await screen.findByRole('img', { name: /The last 90 days/ })).toBeDefined();
  expect(screen.getByText(/^No sign for/)).toBeDefined();
});

test('where it cannot be known on which days the fleet was read, that is told and no day is drawn', async () => {
  const { backend, resolve } = holdBack('/summary');
  resolve(forbidden());
  render(AssetTab, { host: onAsset(3), backend });
  expect(await screen.findByText(/^No sign for/)).toBeDefined();
  expect(screen.getByRole('alert').textContent).toContain('You may not see this');
  expect(screen.queryByText('The last 90 days')).toBeNull();
});

test('an account that cannot be read is told beside the machine', async () => {
  const { backend, resolve } = holdBack('/account');
  resolve(forbidden());
  render(AssetTab, { host: onAsset(3), backend });
  expect(await screen.findByText(/^No sign for/)).toBeDefined();
  expect((await screen.findByRole('alert')).textContent).toContain('You may not see this');
  expect(screen.getByRole('img', { name: /The last 90 days/ })).toBeDefined();
});
