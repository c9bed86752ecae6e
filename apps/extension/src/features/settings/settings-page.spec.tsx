import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { createFixtureBackend } from '../../testing/fixture-backend.ts';
import { holdBack } from '../../testing/hold-back.ts';
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

test('settings that cannot be read say so calmly and offer another attempt', async () => {
  render(SettingsPage, { scenario: 'not-installed' });
  expect(
    await screen.findByRole('heading', { name: 'Fleet Watch is not installed for this account' }),
  ).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});

/** A paused account with a webhook that is switched off. */
const createPaused = () => {
  const inner = createFixtureBackend({ scenario: 'suspended' });
  const webhook = { url: 'https://hooks.example.com/', enabled: false };
  const answer = async (request: Request) => {
    const answered = await inner.answer(request);
    const added = { '/settings': { webhook }, '/webhook': { ...webhook, disabledReason: 'No answer.' } };
    const part = Object.entries(added).find(([end]) => request.url.endsWith(end))?.[1];
    return part === undefined ? answered : Response.json({ ...((await answered.json()) as object), ...part });
  };
  return { requests: inner.requests, answer };
};

const decides = (request: string) => /(account|settings|webhook|size=5)$/.test(request);

test.each(['/account', '/settings', '/webhook', '/syncs?page=0&size=5'])(
  'all is asked for at once, and nothing is shown that a notice would move before %s is known',
  async (path) => {
    const { backend, resolve } = holdBack(path, createPaused());
    render(SettingsPage, { backend });
    const placeholder = await screen.findByRole('heading', { name: 'Permissions' });
    // Those that are not late have been asked for, too.
    await waitFor(() => expect(backend.requests.filter(decides)).toHaveLength(3));
    await new Promise((later) => setTimeout(later, 100));
    expect(screen.queryByRole('spinbutton')).toBeNull();
    expect(screen.queryByText(/paused for this account|switched the webhook off/)).toBeNull();
    resolve(undefined);
    await screen.findByRole('spinbutton', { name: 'For every machine' });
    expect(screen.getByText('Fleet Watch is paused for this account')).toBeDefined();
    expect(screen.getByText('Fleet Watch has switched the webhook off')).toBeDefined();
    expect(document.contains(placeholder)).toBe(false);
  },
);

test('how the webhook is doing keeps nobody from the settings when it cannot be had', async () => {
  const { backend, resolve } = holdBack('/webhook');
  resolve(Response.json({ status: 500, code: 'internal_error', message: '' }, { status: 500 }));
  render(SettingsPage, { backend });
  expect(await screen.findByRole('spinbutton', { name: 'For every machine' })).toBeDefined();
});
