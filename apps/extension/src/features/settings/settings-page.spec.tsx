import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { section } from '../../testing/settings-under-test.ts';
import { SettingsPage } from './settings-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

test('a suspended account is told so, may start no sync, and can still change its settings', async () => {
  render(SettingsPage, { scenario: 'suspended' });
  expect(await screen.findByText('Fleet Watch is paused for this account')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Sync now' })).toHaveProperty('disabled', true);
  expect(section('Sync').getByText('There is no sync while Fleet Watch is paused.')).toBeDefined();
  expect(screen.getByRole('spinbutton', { name: 'For every machine' })).toBeDefined();
});

test('settings that a server which is away keeps back are told at once', async () => {
  render(SettingsPage, { scenario: 'unavailable' });
  expect(await screen.findByText(/tries again by itself/)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('settings that cannot be read offer another attempt', async () => {
  render(SettingsPage, { scenario: 'not-installed' });
  expect(await screen.findByText('Fleet Watch is not installed for this account')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});
