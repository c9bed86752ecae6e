import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { createSpy, section } from '../../testing/settings-under-test.ts';
import { SettingsPage } from './settings-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

test('a webhook needs a full address, and no address is no webhook', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  const url = await screen.findByRole('textbox', { name: 'Address' });
  const save = section('Webhook').getByRole('button', { name: 'Save' });
  await userEvent.type(url, 'hooks.example.com');
  await userEvent.click(save);
  expect(section('Webhook').getByRole('alert').textContent).toContain('https://');
  await userEvent.clear(url);
  await userEvent.type(url, 'https://hooks.example.com/fleet');
  await userEvent.click(section('Webhook').getByRole('switch', { name: 'Send messages' }));
  await userEvent.click(save);
  expect(await section('Webhook').findByText('Saved.')).toBeDefined();
  await userEvent.clear(url);
  await userEvent.click(section('Webhook').getByRole('switch', { name: 'Send messages' }));
  await userEvent.click(save);
  await waitFor(() => expect(puts).toHaveLength(2));
  expect(puts[0]).toMatchObject({ webhook: { url: 'https://hooks.example.com/fleet', enabled: true } });
  expect(puts[1]).toMatchObject({ webhook: null });
});

test('a name and password in an address are refused in words, and nothing is sent', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  const url = await screen.findByRole('textbox', { name: 'Address' });
  await userEvent.type(url, 'https://fleet:secret@hooks.example.com');
  await userEvent.click(section('Webhook').getByRole('button', { name: 'Save' }));
  expect(section('Webhook').getByRole('alert').textContent).toContain('Leave the user name and password out');
  expect(puts).toEqual([]);
});

test('a webhook that is switched on without an address is not saved, and told why', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  await userEvent.click(await screen.findByRole('switch', { name: 'Send messages' }));
  await userEvent.click(section('Webhook').getByRole('button', { name: 'Save' }));
  expect(screen.getByRole('alert').textContent).toContain('Enter a full address');
  expect(puts).toEqual([]);
});
