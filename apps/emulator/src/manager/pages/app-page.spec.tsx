import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlApiError } from '../api/control-api-error.ts';
import { acmeApp, alpine, nordhavn, toInstall } from '../testing/fake-answers.ts';
import { createFakeServices } from '../testing/fake-services.ts';
import { closeManager, keepFramesEmpty, openManager } from '../testing/open-manager.tsx';

beforeEach(keepFramesEmpty);
afterEach(closeManager);

const asNordhavn = `account=${nordhavn.accountId}`;

test('who installs an app can deny an optional scope, and only that', async () => {
  const { user, services } = openManager(`/library/%40acme%2Fapp?account=${alpine.accountId}`);
  await user.click(await screen.findByRole('button', { name: 'Install app' }));
  const dialog = await screen.findByRole('dialog', { name: 'Install Acme for Alpine Access?' });
  expect(within(dialog).getByRole('checkbox', { name: /asset.view/ })).toHaveProperty('disabled', true);
  await user.click(within(dialog).getByRole('checkbox', { name: /account.asset.manage/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Install app' }));

  await waitFor(() =>
    expect(services.asked('install')).toEqual([
      [{ irisAppId: '@acme/app', accountId: alpine.accountId, denyScopes: ['account.asset.manage'] }],
    ]),
  );
  await screen.findByText('The app’s backend answered 204.');
});

test('an install that the backend did not take says why', async () => {
  const services = createFakeServices({
    install: async () => ({
      delivered: false,
      status: null,
      error: 'connect ECONNREFUSED',
      install: toInstall(alpine.accountId),
      delivery: null,
    }),
  });
  const { user } = openManager(`/library/%40acme%2Fapp?account=${alpine.accountId}`, services);
  await user.click(await screen.findByRole('button', { name: 'Install app' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Install app' }));
  await screen.findByText('The app’s backend did not take the message: connect ECONNREFUSED');
});

test('a refused install keeps the dialog open and shows the reason', async () => {
  const services = createFakeServices({
    install: async () => {
      throw new ControlApiError('scope_not_optional', 'asset.view cannot be denied');
    },
  });
  const { user } = openManager(`/library/%40acme%2Fapp?account=${alpine.accountId}`, services);
  await user.click(await screen.findByRole('button', { name: 'Install app' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Install app' }));
  await screen.findByText('asset.view cannot be denied');
  expect(screen.getByRole('dialog')).toBeDefined();
});

test('a reinstall starts from what was denied and may keep the credential', async () => {
  const services = createFakeServices({}, [toInstall(nordhavn.accountId, ['account.asset.manage'])]);
  const { user } = openManager(`/library/%40acme%2Fapp?${asNordhavn}`, services);
  await user.click(await screen.findByRole('button', { name: 'Reinstall' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('checkbox', { name: 'Same credential' }));
  await user.click(within(dialog).getByRole('button', { name: 'Reinstall' }));
  await waitFor(() =>
    expect(services.asked('install')[0]).toEqual([
      {
        irisAppId: '@acme/app',
        accountId: nordhavn.accountId,
        denyScopes: ['account.asset.manage'],
        reuseCredential: true,
      },
    ]),
  );
});

test('an uninstall is silent unless one asks for a message', async () => {
  const { user, services } = openManager(`/library/%40acme%2Fapp?${asNordhavn}`);
  await user.click(await screen.findByRole('button', { name: 'Uninstall app' }));
  const dialog = await screen.findByRole('dialog', { name: 'Uninstall Acme from Nordhavn Rental?' });
  await user.click(within(dialog).getByRole('button', { name: 'Uninstall app' }));
  await waitFor(() =>
    expect(services.asked('uninstall')).toEqual([
      [{ irisAppId: '@acme/app', accountId: nordhavn.accountId, message: false }],
    ]),
  );
});

test('an installed app shows its settings and the scopes it has', async () => {
  const services = createFakeServices({}, [toInstall(nordhavn.accountId, ['account.asset.manage'])]);
  openManager(`/library/%40acme%2Fapp?${asNordhavn}`, services);
  expect((await screen.findByTitle('Acme: Settings')).getAttribute('src')).toContain('/settings?');
  expect(screen.getByText('granted')).toBeDefined();
  expect(screen.getByText('denied')).toBeDefined();
});

test('a newer version says so, and gets new scopes only by consent', async () => {
  const install = { ...toInstall(nordhavn.accountId), version: '1.0.0' };
  const services = createFakeServices({}, [install]);
  const { user } = openManager(`/library/%40acme%2Fapp?${asNordhavn}`, services);
  await screen.findByText(/Version 1.2.3 is there/);
  await user.click(screen.getByRole('button', { name: 'Upgrade' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('checkbox', { name: /account.asset.manage/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Upgrade' }));
  await waitFor(() =>
    expect(services.asked('upgrade')).toEqual([
      [{ irisAppId: '@acme/app', accountId: nordhavn.accountId, denyScopes: ['account.asset.manage'] }],
    ]),
  );
});

test.each(['Upgrade', 'Reinstall'])(
  '%s denies only what the new version still lets one deny',
  async (kind) => {
    const scopes = [
      { scope: 'asset.view', optional: false },
      { scope: 'account.asset.manage', optional: false },
      { scope: 'account.site.manage', optional: true },
    ];
    const denied = ['account.asset.manage', 'account.site.manage', 'account.event.view'];
    const installs = [{ ...toInstall(nordhavn.accountId, denied), version: '1.0.0' }];
    const services = createFakeServices({ apps: async () => [{ ...acmeApp, scopes, installs }] });
    const { user } = openManager(`/library/%40acme%2Fapp?${asNordhavn}`, services);
    await user.click(await screen.findByRole('button', { name: kind }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('checkbox', { name: /account.asset.manage/ })).toMatchObject({
      checked: true,
      disabled: true,
    });
    await user.click(within(dialog).getByRole('button', { name: kind }));
    await waitFor(() =>
      expect([...services.asked('upgrade'), ...services.asked('install')]).toMatchObject([
        [{ denyScopes: ['account.site.manage'] }],
      ]),
    );
  },
);
