import { hostMethodNames } from '@trackunit/iris-app-sdk';
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nordhavn, toInstall } from '../testing/fake-answers.ts';
import { createFakeServices } from '../testing/fake-services.ts';
import { closeManager, keepFramesEmpty, openManager } from '../testing/open-manager.tsx';
import { playExtension, type PlayedExtension } from '../testing/play-extension.ts';

beforeEach(keepFramesEmpty);
afterEach(closeManager);

const asNordhavn = `account=${nordhavn.accountId}`;

/** Opens the app's page and connects what stands in its frame. */
async function openExtension(address = `/apps/%40acme%2Fapp/page?${asNordhavn}`, title = 'Acme page') {
  const opened = openManager(address, createFakeServices({}, [toInstall(nordhavn.accountId)]));
  const extension = playExtension(await screen.findByTitle(title));
  act(() => extension.connect(['onContextChanged', 'onRouteChanged']));
  await vi.waitFor(() => expect(extension.heard).toHaveLength(1));
  return { ...opened, extension };
}

const toldNames = (extension: PlayedExtension) =>
  extension.heard.filter(({ penpal }) => penpal === 'call').map(({ methodName, args }) => [methodName, args]);

test('Manager answers the hello of penpal 6.2 with every host method', async () => {
  const { extension } = await openExtension();
  expect(extension.heard[0]).toEqual({ penpal: 'synAck', methodNames: [...hostMethodNames] });
});

test('a page of another origin in the frame gets no answer', async () => {
  openManager(`/apps/%40acme%2Fapp/page?${asNordhavn}`);
  const extension = playExtension(await screen.findByTitle('Acme page'));
  extension.say({ penpal: 'syn' }, 'https://evil.example.com');
  expect(extension.heard).toEqual([]);
});

test('each question for a token asks the emulator for a token of the signed-in user', async () => {
  const { extension, services } = await openExtension();
  await expect(extension.call('getTokenContext')).resolves.toMatchObject({
    resolution: 'fulfilled',
    returnValue: { token: 'token-of-freja-that-is-long', expiresInSeconds: 1_200 },
  });
  expect(services.asked('userToken')).toEqual([[{ userId: 'freja', irisAppId: '@acme/app' }]]);
});

test('the extension learns who is signed in and how Manager looks', async () => {
  const { extension } = await openExtension();
  await expect(extension.call('getCurrentUserContext')).resolves.toMatchObject({
    returnValue: {
      clientSideUserId: 'freja',
      accountId: nordhavn.accountId,
      language: 'en',
      systemOfMeasurement: 'SI',
    },
  });
  await expect(extension.call('getEnvironmentContext')).resolves.toMatchObject({
    returnValue: { environment: 'local', irisAppId: '@acme/app', extensionId: 'page', colorScheme: 'light' },
  });
  await expect(extension.call('getAssetInfo')).resolves.toMatchObject({ returnValue: null });
});

test('a tab of an asset learns which asset', async () => {
  const { extension } = await openExtension(
    `/assets/asset-2/apps/%40acme%2Fapp/tab?${asNordhavn}`,
    'Acme tab',
  );
  await expect(extension.call('getAssetInfo')).resolves.toMatchObject({
    returnValue: { assetId: 'asset-2' },
  });
});

test('a call with arguments in another form is refused and changes nothing', async () => {
  const { extension } = await openExtension();
  await expect(extension.call('gotoAssetHome', { assetId: 7 })).resolves.toMatchObject({
    resolution: 'rejected',
    returnValueIsError: true,
  });
  expect(window.location.pathname).toBe('/apps/%40acme%2Fapp/page');
});

test('an extension can open an asset’s page', async () => {
  const { extension } = await openExtension();
  act(() => void extension.tell('gotoAssetHome', 'asset-1', { page: 'movement' }));
  await screen.findByRole('heading', { level: 1, name: 'Crane 1' });
  expect(window.location.pathname).toBe('/assets/asset-1/movement');
});

test('an extension can open its own tab on an asset’s page', async () => {
  const { extension } = await openExtension();
  act(() => void extension.tell('gotoAssetHome', 'asset-1', { page: 'tab' }));
  await screen.findByTitle('Acme tab');
  expect(window.location.pathname).toBe('/assets/asset-1/apps/%40acme%2Fapp/tab');
});

test('a widget can open the app’s page at a route', async () => {
  const { extension } = await openExtension(`/?${asNordhavn}`, 'Acme widget');
  act(() => void extension.tell('gotoExtension', 'page', { route: '/?q=crane' }));
  await screen.findByTitle('Acme page');
  expect(window.location.hash).toBe('#/?q=crane');
});

test('the extension’s route stands in Manager’s address and is not told back', async () => {
  const { extension } = await openExtension();
  await act(() => extension.call('setRoute', '/?q=crane lift&page=2'));
  expect(window.location.hash).toBe('#/?q=crane%20lift&page=2');
  await expect(extension.call('getRoute')).resolves.toMatchObject({ returnValue: '/?q=crane lift&page=2' });
  expect(toldNames(extension)).toEqual([]);
});

test('two routes in a row are both the extension’s own', async () => {
  const { extension } = await openExtension();
  await act(async () => {
    await Promise.all([
      extension.call('setRoute', '/?q=c'),
      extension.call('setRoute', '/?q=cr', { replace: true }),
    ]);
  });
  expect(window.location.hash).toBe('#/?q=cr');
  expect(toldNames(extension)).toEqual([]);
});

test('going back tells the extension its earlier route', async () => {
  const { extension } = await openExtension();
  await act(() => extension.call('setRoute', '/?page=2'));
  act(() => {
    window.history.replaceState(null, '', '/apps/%40acme%2Fapp/page#/?page=1');
    window.dispatchEvent(new Event('popstate'));
  });
  await waitFor(() => expect(toldNames(extension)).toEqual([['onRouteChanged', ['/?page=1']]]));
});

test('a widget keeps its route to itself', async () => {
  const { extension } = await openExtension(`/?${asNordhavn}`, 'Acme widget');
  await act(() => extension.call('setRoute', '/?page=2'));
  expect(window.location.hash).toBe('');
  await expect(extension.call('getRoute')).resolves.toMatchObject({ returnValue: '/?page=2' });
});

test('a toast of an extension shows in Manager and can be closed', async () => {
  const { extension, user } = await openExtension();
  act(() => void extension.tell('addToast', { title: 'Saved', description: 'All good', intent: 'warning' }));
  await screen.findByText('All good');
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByText('All good')).toBeNull();
});

test('a change of language is told without loading the frame anew', async () => {
  const { extension, user } = await openExtension();
  const before = screen.getByTitle('Acme page');
  await user.click(screen.getByRole('button', { name: /Account, user and view/ }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'Deutsch');
  await waitFor(() => expect(toldNames(extension)).toEqual([['onContextChanged', []]]));
  await expect(extension.call('getCurrentUserContext')).resolves.toMatchObject({
    returnValue: { language: 'de' },
  });
  expect(screen.getByTitle('Acme page')).toBe(before);
});

test('an extension that stays quiet is said to be quiet', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  openManager(`/apps/%40acme%2Fapp/page?${asNordhavn}`);
  await screen.findByTitle('Acme page');
  await act(() => vi.advanceTimersByTimeAsync(8_000));
  expect(screen.getByText(/Acme page has not answered yet/)).toBeDefined();
  vi.useRealTimers();
});

test('the developer drawer shows each call, and never a token', async () => {
  const { extension, user } = await openExtension();
  await act(() => extension.call('getTokenContext'));
  await user.click(screen.getByRole('button', { name: 'Developer drawer' }));
  await screen.findByText('page → getTokenContext()');
  expect(document.body.textContent).toContain('(hidden)');
  expect(document.body.textContent).not.toContain('token-of-freja');
});
