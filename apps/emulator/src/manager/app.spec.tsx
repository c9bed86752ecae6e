import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlApiError } from './api/control-api-error.ts';
import { acmeApp, alpine, nordhavn, toInstall } from './testing/fake-answers.ts';
import { createFakeServices } from './testing/fake-services.ts';
import { closeManager, keepFramesEmpty, openManager } from './testing/open-manager.tsx';

beforeEach(keepFramesEmpty);
afterEach(closeManager);

const asNordhavn = `account=${nordhavn.accountId}`;
const page = '/apps/%40acme%2Fapp/page';

test('without a choice of account one signs in as a user', async () => {
  const { user } = openManager('/');
  const account = await screen.findByRole('region', { name: 'Nordhavn Rental' });
  await user.click(within(account).getByRole('button', { name: /Mads Brandt/ }));
  await screen.findByRole('heading', { level: 1, name: 'Welcome, Mads Brandt' });
});

test('a deep link signs in, and the choice outlives a reload without standing in the address', async () => {
  const first = openManager(`/?${asNordhavn}`);
  await screen.findByRole('heading', { name: 'Welcome, Freja Lindholm' });
  expect(window.location.search).toBe('');
  first.unmount();
  openManager('/');
  await screen.findByRole('heading', { name: 'Welcome, Freja Lindholm' });
});

test('a deep link of an unknown account says so and asks whom to be', async () => {
  openManager('/?account=nobody');
  await screen.findByRole('heading', { name: 'Sign in to Manager' });
  expect(screen.getByRole('status').textContent).toBe('There is no account nobody here. Choose whom to be.');
});

test('an account that nobody can be says why', async () => {
  const services = createFakeServices({ accounts: async () => [{ ...nordhavn, users: [] }] });
  openManager(`/?${asNordhavn}`, services);
  const account = await screen.findByRole('region', { name: 'Nordhavn Rental' });
  expect(within(account).getByText(/has no users/)).toBeDefined();
  expect(screen.queryByRole('status')).toBeNull();
});

test('a fleet without assets is told from a filter that finds none', async () => {
  const counts = { total: 0, reporting: 0, silent: 0, neverReported: 0 };
  const truth = { accountId: nordhavn.accountId, asOf: '2026-11-22T08:00:00Z', silentAfterHours: 72 };
  const services = createFakeServices({ truth: async () => ({ ...truth, counts, assets: [] }) });
  openManager(`/fleet?${asNordhavn}`, services);
  await screen.findByText('This account has no assets.');
});

test('the menu has the pages of installed apps and no others', async () => {
  openManager(`/?${asNordhavn}`);
  const menu = await screen.findByRole('navigation', { name: 'Main menu' });
  await within(menu).findByRole('link', { name: 'Acme page' });
  expect(within(menu).queryByRole('link', { name: 'Acme tab' })).toBeNull();
});

test('another account does not see what the first installed', async () => {
  openManager(`${page}?account=${alpine.accountId}`);
  await screen.findByText('This extension is not installed for Alpine Access.');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Not installed');
  expect(screen.queryByRole('link', { name: 'Acme page' })).toBeNull();
});

test('an extension is another origin’s frame in a sandbox, with the manifest’s permissions', async () => {
  openManager(`${page}?${asNordhavn}`);
  const frame = await screen.findByTitle('Acme page');
  expect(frame.getAttribute('src')).toBe('http://apps.example.com/frame/%40acme%2Fapp/page?lang=en');
  expect(frame.getAttribute('sandbox')).toBe(
    'allow-scripts allow-same-origin allow-downloads allow-popups allow-forms',
  );
  expect(frame.getAttribute('allow')).toBe('geolocation');
});

test('home shows a widget of each installed app', async () => {
  openManager(`/?${asNordhavn}`);
  await screen.findByRole('heading', { name: 'Acme widget' });
  expect(screen.getByTitle('Acme widget').tagName).toBe('IFRAME');
});

test('home without widgets leads to the App Library', async () => {
  const { user } = openManager(`/?account=${alpine.accountId}`);
  await user.click(await screen.findByRole('link', { name: 'Open the App Library' }));
  await screen.findByRole('heading', { level: 1, name: 'App Library' });
});

test('an extension for administrators is shown to them only', async () => {
  const [page] = acmeApp.extensions;
  const adminPage = { ...page!, id: 'admin', type: 'ADMIN_EXTENSION', menuItem: { name: 'Acme admin' } };
  const apps = async () => [
    { ...acmeApp, extensions: [adminPage], installs: [toInstall(nordhavn.accountId)] },
  ];
  const first = openManager(`/administration?${asNordhavn}`, createFakeServices({ apps }));
  await screen.findByTitle('Acme admin');
  first.unmount();
  openManager(`/administration?${asNordhavn}&user=mads`, createFakeServices({ apps }));
  await screen.findByRole('heading', { name: 'API access' });
  expect(await screen.findAllByText('None yet.')).toHaveLength(2);
  expect(screen.queryByTitle('Acme admin')).toBeNull();
});

test('the fleet can be searched and narrowed to a state', async () => {
  const { user } = openManager(`/fleet?${asNordhavn}`);
  await screen.findByRole('link', { name: 'Crane 1' });
  await user.type(screen.getByRole('searchbox', { name: 'Search by name or id' }), 'crane');
  expect(screen.getByText('2 of 3 assets')).toBeDefined();
  await user.selectOptions(screen.getByRole('combobox', { name: 'State' }), 'Silent');
  expect(screen.getByRole('link', { name: 'Crane 2' })).toBeDefined();
  expect(screen.queryByRole('link', { name: 'Crane 1' })).toBeNull();
});

test('an asset’s page has a tab per extension, which knows its asset’s address', async () => {
  const { user } = openManager(`/assets/asset-1?${asNordhavn}`);
  await screen.findByRole('heading', { level: 1, name: 'Crane 1' });
  await user.click(screen.getByRole('link', { name: 'Acme tab' }));
  await screen.findByTitle('Acme tab');
  expect(window.location.pathname).toBe('/assets/asset-1/apps/%40acme%2Fapp/tab');
});

test('a tab for another brand is not on this asset’s page', async () => {
  const extensions = acmeApp.extensions.map((extension) => ({
    ...extension,
    conditions: { brand: 'Genie' },
  }));
  const apps = async () => [{ ...acmeApp, extensions, installs: [toInstall(nordhavn.accountId)] }];
  openManager(`/assets/asset-1?${asNordhavn}`, createFakeServices({ apps }));
  await screen.findByText('2026-11-20');
  expect(screen.queryByRole('link', { name: 'Acme tab' })).toBeNull();
});

test('an asset of another account is not shown', async () => {
  const services = createFakeServices({
    asset: async () => {
      throw new ControlApiError('unknown_asset', 'no such asset');
    },
  });
  openManager(`/assets/asset-9?${asNordhavn}`, services);
  await screen.findByText('This account has no asset with the id asset-9.');
});

test('a device can be unplugged', async () => {
  const { user, services } = openManager(`/assets/asset-1?${asNordhavn}`);
  await user.click(await screen.findByRole('button', { name: 'Unplug the device' }));
  expect(services.asked('changeAsset')).toEqual([[nordhavn.accountId, 'asset-1', { unplugged: true }]]);
});

test('language and theme change at once and outlive a reload', async () => {
  const { user, unmount } = openManager(`/?${asNordhavn}`);
  await user.click(await screen.findByRole('button', { name: /Account, user and view/ }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Theme' }), 'Dark');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'Dansk');
  await screen.findByRole('heading', { name: 'Velkommen, Freja Lindholm' });
  expect(document.documentElement.lang).toBe('da');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  unmount();
  openManager('/');
  await screen.findByRole('heading', { name: 'Velkommen, Freja Lindholm' });
});

test('switching the account keeps the page and changes whose it is', async () => {
  const { user } = openManager(`/library/%40acme%2Fapp?${asNordhavn}`);
  await user.click(await screen.findByRole('button', { name: /Account, user and view/ }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Account' }), 'Alpine Access');
  await screen.findByRole('button', { name: 'Install app' });
  expect(screen.getByText('Laura Gruber')).toBeDefined();
});

test('signing out asks whom to be', async () => {
  const { user } = openManager(`/?${asNordhavn}`);
  await user.click(await screen.findByRole('button', { name: /Account, user and view/ }));
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  await screen.findByRole('heading', { name: 'Sign in to Manager' });
});

test('an unknown address is an answer, not an empty page', async () => {
  openManager(`/nowhere?${asNordhavn}`);
  await screen.findByText('Manager has no page at /nowhere.');
});

test('an emulator that does not answer can be asked again', async () => {
  let answers = false;
  const services = createFakeServices({
    accounts: async () => {
      if (!answers) throw new ControlApiError('emulator_unreachable', 'The local Trackunit does not answer.');
      return [nordhavn];
    },
  });
  const { user } = openManager('/', services);
  await screen.findByText('The local Trackunit does not answer.');
  answers = true;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('heading', { name: 'Sign in to Manager' });
});

test('a change in the emulator reaches the page by itself', async () => {
  let apps = [{ ...acmeApp, installs: [] as ReturnType<typeof toInstall>[] }];
  const services = createFakeServices({ apps: async () => apps });
  openManager(`/?${asNordhavn}`, services);
  await screen.findByText('No installed app brings a widget.');
  apps = [{ ...acmeApp, installs: [toInstall(nordhavn.accountId)] }];
  services.send({ type: 'change', record: { what: 'installs', at: '2026-11-22T08:00:00Z' } });
  await screen.findByRole('heading', { name: 'Acme widget' });
});

test('an API user’s secret is shown once, for the account that it was made for', async () => {
  const { user, services } = openManager(`/administration?${asNordhavn}`);
  await user.type(await screen.findByRole('textbox', { name: 'Username' }), 'robot');
  await user.click(screen.getAllByRole('button', { name: 'Add' })[0]!);
  await screen.findByText(/client_secret=s1/);
  expect(services.asked('addApiUser')).toEqual([[{ accountId: nordhavn.accountId, username: 'robot' }]]);
});

test('a page says what is not emulated and how sure the rest is', async () => {
  openManager(`/limits?${asNordhavn}`);
  await screen.findByText('AEMP feeds');
  expect(screen.getByText('documented')).toBeDefined();
  expect(screen.queryByText('GET /_emulator/apps')).toBeNull();
});

test('a fleet of a million is counted, not listed', async () => {
  const services = createFakeServices({ accounts: async () => [{ ...nordhavn, assetCount: 1_000_000 }] });
  openManager(`/fleet?${asNordhavn}`, services);
  await screen.findByText(/too large to list here/);
  expect(services.asked('truth')).toEqual([[nordhavn.accountId, false]]);
});

test('skipping to the content leaves the extension’s route alone', async () => {
  const { user } = openManager(`${page}?${asNordhavn}#/?q=crane`);
  await screen.findByTitle('Acme page');
  await user.click(screen.getByRole('link', { name: 'Skip to the content' }));
  expect(window.location.hash).toBe('#/?q=crane');
  expect(document.activeElement).toBe(screen.getByRole('main'));
});

test('a widget that belongs elsewhere is not shown at home', async () => {
  const extensions = acmeApp.extensions.map((extension) => ({
    ...extension,
    supportedLocations: ['SITE_HOME'],
  }));
  const apps = async () => [{ ...acmeApp, extensions, installs: [toInstall(nordhavn.accountId)] }];
  openManager(`/?${asNordhavn}`, createFakeServices({ apps }));
  await screen.findByText('No installed app brings a widget.');
});
