import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ControlApi } from '../api/control-api.ts';
import { nordhavn, toInstall } from '../testing/fake-answers.ts';
import { createFakeServices } from '../testing/fake-services.ts';
import { closeManager, keepFramesEmpty, openManager } from '../testing/open-manager.tsx';

beforeEach(keepFramesEmpty);
afterEach(closeManager);

async function openDrawer(tab: string, overrides: Partial<ControlApi> = {}) {
  const services = createFakeServices(overrides, [toInstall(nordhavn.accountId)]);
  const opened = openManager(`/fleet?account=${nordhavn.accountId}`, services);
  await opened.user.click(await screen.findByRole('button', { name: 'Developer drawer' }));
  await opened.user.click(screen.getByRole('tab', { name: tab }));
  return { ...opened, asked: services.asked, panel: screen.getByRole('tabpanel', { name: tab }) };
}

const call = {
  callId: 1,
  at: '2026-11-22T08:00:00Z',
  method: 'POST',
  path: '/api/graphql/',
  route: 'POST /api/graphql/',
  status: 503,
  durationMs: 12.4,
  accountId: nordhavn.accountId,
  clientId: '0oaAcme',
  faultId: 'fault-1',
};

test('API calls are listed without the page’s own', async () => {
  const { panel } = await openDrawer('API calls', {
    calls: async () => [call, { ...call, callId: 2, path: '/_emulator/apps' }],
  });
  await within(panel).findByText('POST /api/graphql/');
  expect(within(panel).getByText('503 · 12 ms')).toBeDefined();
  expect(within(panel).queryByText(/_emulator/)).toBeNull();
});

test('a log can be filtered', async () => {
  const { panel, user } = await openDrawer('API calls', {
    calls: async () => [call, { ...call, callId: 2, path: '/apptoken', status: 200 }],
  });
  await user.type(await within(panel).findByRole('searchbox', { name: 'Filter' }), 'apptoken');
  expect(within(panel).queryByText('POST /api/graphql/')).toBeNull();
  expect(within(panel).getByText('POST /apptoken')).toBeDefined();
});

test('a delivery shows why nobody answered and can be sent again', async () => {
  const { panel, user, asked } = await openDrawer('Deliveries', {
    deliveries: async () => [
      {
        deliveryId: 'd-1',
        messageId: 'm-1',
        at: '2026-11-22T08:00:00Z',
        irisAppId: '@acme/app',
        accountId: nordhavn.accountId,
        type: 'INSTALLED',
        attempt: 1,
        request: {
          method: 'POST',
          url: 'http://backend.example.com/appinstall',
          identityClaims: {},
          body: {},
        },
        response: null,
        error: 'connect ECONNREFUSED',
        delivered: false,
        durationMs: 3,
        retryAt: null,
      },
    ],
  });
  await within(panel).findByText('INSTALLED Nordhavn Rental → http://backend.example.com/appinstall (1)');
  expect(within(panel).getByText('no answer')).toBeDefined();
  expect(within(panel).getByText(/ECONNREFUSED/)).toBeDefined();
  await user.click(within(panel).getByText(/INSTALLED Nordhavn/));
  await user.click(within(panel).getByRole('button', { name: 'Send again' }));
  expect(asked('redeliver')).toEqual([['m-1']]);
});

test('tokens are shown decoded and can be revoked', async () => {
  const { panel, user, asked } = await openDrawer('Tokens', {
    tokens: async () => [
      {
        tokenId: 't-1',
        at: '2026-11-22T08:00:00Z',
        kind: 'APP_INSTALL',
        accountId: nordhavn.accountId,
        clientId: '0oaAcme',
        userId: null,
        scopes: ['asset.view'],
        expiresAt: '2026-11-22T09:00:00Z',
        header: { alg: 'RS256', kid: 'k-1' },
        claims: { sub: '0oaAcme' },
        revoked: false,
      },
    ],
  });
  await user.click(await within(panel).findByText('APP_INSTALL Nordhavn Rental asset.view'));
  expect(within(panel).getByText(/"kid": "k-1"/)).toBeDefined();
  await user.click(within(panel).getByRole('button', { name: 'Revoke' }));
  expect(asked('revokeToken')).toEqual([['t-1']]);
});

test('a token made by hand is hidden until somebody asks to see it', async () => {
  const { panel, user } = await openDrawer('Tokens');
  await user.click(
    await within(panel).findByRole('button', { name: 'Make a token of Freja Lindholm for Acme' }),
  );
  await within(panel).findByText('token-…long');
  expect(panel.textContent).not.toContain('token-of-freja');
  await user.click(within(panel).getByRole('button', { name: 'Show' }));
  expect(within(panel).getByText('token-of-freja-that-is-long')).toBeDefined();
});

test('a scenario runs for the account that is chosen, or for every one', async () => {
  const { panel, user, asked } = await openDrawer('Faults');
  await user.click(await within(panel).findByRole('button', { name: 'Monday 503 storm' }));
  await user.selectOptions(within(panel).getByRole('combobox', { name: 'Only for' }), 'Every account');
  await user.click(within(panel).getByRole('button', { name: 'Monday 503 storm' }));
  expect(asked('runScenario')).toEqual([
    [{ name: 'Monday 503 storm', accountId: nordhavn.accountId }],
    [{ name: 'Monday 503 storm' }],
  ]);
});

test('what every account shares is broken for every account, whichever is chosen', async () => {
  const { panel, user, asked } = await openDrawer('Faults');
  await user.click(await within(panel).findByRole('button', { name: 'Key server down' }));
  expect(asked('runScenario')).toEqual([[{ name: 'Key server down' }]]);
  const keys = 'GET /oauth2/v1/keys';
  await user.selectOptions(within(panel).getByRole('combobox', { name: 'Route' }), keys);
  await user.click(within(panel).getByRole('button', { name: 'Switch on' }));
  expect(asked('addFault')).toEqual([[{ route: keys, effect: { kind: 'status', status: 503 } }]]);
});

test('a single fault can be switched on for some calls', async () => {
  const { panel, user, asked } = await openDrawer('Faults');
  await user.selectOptions(await within(panel).findByRole('combobox', { name: 'Route' }), 'POST /apptoken');
  await user.selectOptions(within(panel).getByRole('combobox', { name: 'Effect' }), '30 s');
  await user.type(within(panel).getByRole('spinbutton', { name: 'Times' }), '3');
  await user.click(within(panel).getByRole('button', { name: 'Switch on' }));
  expect(asked('addFault')).toEqual([
    [
      {
        route: 'POST /apptoken',
        effect: { kind: 'latency', ms: 30_000 },
        accountId: nordhavn.accountId,
        count: 3,
      },
    ],
  ]);
});

test('a fault that is on can be taken away', async () => {
  const { panel, user, asked } = await openDrawer('Faults', {
    faults: async () => [
      {
        id: 'f-1',
        route: '*/api/*',
        accountId: nordhavn.accountId,
        effect: { kind: 'status', status: 503 },
        probability: 0.5,
        hits: 4,
      },
    ],
  });
  await within(panel).findByText('4 hits');
  expect(within(panel).getByText(/503 \(50 %\) Nordhavn Rental/)).toBeDefined();
  await user.click(within(panel).getByRole('button', { name: 'Remove' }));
  expect(asked('removeFault')).toEqual([['f-1']]);
});

test('time can be paused, hurried and jumped', async () => {
  const { panel, user, asked } = await openDrawer('Time');
  await user.click(await within(panel).findByRole('button', { name: 'Pause' }));
  await user.click(within(panel).getByRole('button', { name: '×60' }));
  await user.click(within(panel).getByRole('button', { name: 'Jump a week' }));
  expect(asked('setClock')).toEqual([[{ speed: 0 }], [{ speed: 60 }], [{ jumpSeconds: 604_800 }]]);
});

test('a reset of everything is asked about first', async () => {
  const { panel, user, asked } = await openDrawer('Time');
  await user.click(await within(panel).findByRole('button', { name: 'Reset everything' }));
  const dialog = await screen.findByRole('dialog', { name: 'Reset everything' });
  expect(asked('reset')).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Reset everything' }));
  await waitFor(() => expect(asked('reset')).toHaveLength(1));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a refusal of the emulator is shown', async () => {
  const { panel, user } = await openDrawer('Time', {
    setClock: async () => {
      throw new Error('the clock is stuck');
    },
  });
  await user.click(await within(panel).findByRole('button', { name: 'Pause' }));
  await screen.findByText('the clock is stuck');
});

test('a choice about what is unknown is saved as it was written', async () => {
  const { panel, user, asked } = await openDrawer('Choices');
  const field = await within(panel).findByRole('textbox');
  expect((field as HTMLTextAreaElement).value).toContain('"uninstallMessage": "none"');
  fireEvent.change(field, { target: { value: '{"uninstallMessage":"UNINSTALLED"}' } });
  await user.click(within(panel).getByRole('button', { name: 'Save' }));
  await screen.findByText('Choices saved');
  expect(asked('choose')).toEqual([[{ uninstallMessage: 'UNINSTALLED' }]]);
});

test('a choice that is no JSON changes nothing and says so', async () => {
  const { panel, user, asked } = await openDrawer('Choices');
  fireEvent.change(await within(panel).findByRole('textbox'), { target: { value: '{' } });
  await user.click(within(panel).getByRole('button', { name: 'Save' }));
  await screen.findByText('That did not work');
  expect(asked('choose')).toEqual([]);
});

test('arrow keys walk through the tabs', async () => {
  const { user } = await openDrawer('Time');
  await user.keyboard('{ArrowRight}');
  await waitFor(() =>
    expect(screen.getByRole('tab', { name: 'Host calls' }).getAttribute('aria-selected')).toBe('true'),
  );
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Host calls' }));
});
