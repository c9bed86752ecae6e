import { onlineManager } from '@tanstack/react-query';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { createFixtureBackend, type FixtureBackend } from '../../testing/fixture-backend.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { createSpy, section } from '../../testing/settings-under-test.ts';
import { SettingsPage } from './settings-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);
afterEach(() => onlineManager.setOnline(true));

test('a switch takes effect at once and goes back when the backend refuses', async () => {
  const body = { status: 409, code: 'scope_not_granted', message: '' };
  const { backend } = createSpy(Response.json(body, { status: 409 }));
  render(SettingsPage, { backend });
  const writeBack = await screen.findByRole('switch', { name: 'Write “silent since” to each machine' });
  await userEvent.click(writeBack);
  expect((await screen.findByRole('alert')).textContent).toContain('A permission is missing');
  await waitFor(() => expect(writeBack).toHaveProperty('checked', false));
});

test('a switch turned without a connection goes back, and says why', async () => {
  render(SettingsPage, { backend: createSpy(Response.error()).backend });
  const writeBack = await screen.findByRole('switch', { name: /Write/ });
  onlineManager.setOnline(false);
  await userEvent.click(writeBack);
  expect((await screen.findByRole('alert')).textContent).toContain('No connection to Fleet Watch');
  await waitFor(() => expect(writeBack).toHaveProperty('checked', false));
});

test('a permission that was taken back since the page was opened is explained, too', async () => {
  const [before, after] = [createFixtureBackend(), createFixtureBackend({ scenario: 'scope-denied' })];
  let isDenied = false;
  const backend: FixtureBackend = {
    requests: before.requests,
    answer: async (request) => {
      if (request.method !== 'PUT') return (isDenied ? after : before).answer(request);
      isDenied = true;
      return Response.json({ status: 409, code: 'scope_not_granted', message: '' }, { status: 409 });
    },
  };
  render(SettingsPage, { backend });
  const writeBack = await screen.findByRole('switch', { name: /Write/ });
  await userEvent.click(writeBack);
  expect(await screen.findByText(/uninstalls it and installs it again/)).toBeDefined();
  expect(writeBack).toHaveProperty('disabled', true);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a denied permission is explained where it is needed, and listed', async () => {
  render(SettingsPage, { scenario: 'scope-denied' });
  expect(await screen.findByText(/uninstalls it and installs it again/)).toBeDefined();
  expect(screen.getByRole('switch', { name: /Write/ })).toHaveProperty('disabled', true);
  expect(section('Permissions').getByText('Denied')).toBeDefined();
  expect(section('Permissions').getByText('account.asset.manage')).toBeDefined();
});

test('whoever has it switched on can switch it off without the permission', async () => {
  const inner = createFixtureBackend({ scenario: 'scope-denied' });
  const puts: unknown[] = [];
  const answer = async (request: Request) => {
    if (new URL(request.url).pathname !== '/api/v1/settings') return inner.answer(request);
    if (request.method === 'PUT') puts.push(await request.clone().json());
    const settings = await (await inner.answer(request)).json();
    return Response.json({ ...(settings as object), writeBack: puts.length === 0 });
  };
  render(SettingsPage, { backend: { requests: inner.requests, answer } });
  const writeBack = await screen.findByRole('switch', { name: /Write/ });
  expect(writeBack).toHaveProperty('checked', true);
  await userEvent.click(writeBack);
  await waitFor(() => expect(puts).toEqual([expect.objectContaining({ writeBack: false })]));
});
