import { onlineManager } from '@tanstack/react-query';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { createFixtureBackend } from '../../testing/fixture-backend.ts';
import { holdBack } from '../../testing/hold-back.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { FleetPage } from './fleet-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);
afterEach(() => onlineManager.setOnline(true));

test.each([
  ['all-reporting', 'No machine is silent'],
  ['empty', 'No machines to watch yet'],
  ['first-sync', 'Reading your fleet for the first time'],
  ['first-sync-failed', 'The first sync failed'],
] as const)('with the backend at %s the page says: %s', async (scenario, title) => {
  render(FleetPage, { scenario });
  expect(await screen.findByRole('heading', { name: title })).toBeDefined();
});

test('an empty list is no news before it is known why the account has no machines', async () => {
  const backend = createFixtureBackend({ scenario: 'first-sync-failed' });
  const account = Promise.withResolvers<undefined>();
  const answer = async (request: Request) => {
    if (new URL(request.url).pathname.endsWith('/account')) await account.promise;
    return backend.answer(request);
  };
  const { container } = render(FleetPage, { backend: { requests: backend.requests, answer } });
  const texts = new Set<string>();
  new MutationObserver(() => texts.add(container.textContent)).observe(container, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  const others = () => backend.requests.filter((request) => /summary|assets\?/.test(request));
  await waitFor(() => expect(others()).toHaveLength(3));
  setTimeout(account.resolve, 100);
  expect(await screen.findByRole('heading', { name: 'The first sync failed' })).toBeDefined();
  expect([...texts].filter((text) => /No machine is silent|of 0 machines/.test(text))).toEqual([]);
});

test('the numbers appear by themselves when the first sync has ended', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const [before, after] = [createFixtureBackend({ scenario: 'first-sync' }), createFixtureBackend()];
  let done = false;
  const backend = {
    requests: after.requests,
    answer: (request: Request) => (done ? after : before).answer(request),
  };
  render(FleetPage, { backend });
  await screen.findByRole('heading', { name: 'Reading your fleet for the first time' });
  done = true;
  await vi.advanceTimersByTimeAsync(3_500);
  expect(await screen.findByRole('button', { name: /^Silent 22/ })).toBeDefined();
  vi.useRealTimers();
});

test('the numbers appear by themselves when they come later than the end of the first sync', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const [before, after] = [createFixtureBackend({ scenario: 'empty' }), createFixtureBackend()];
  let isBehind = true;
  const answer = (request: Request) =>
    (isBehind && request.url.includes('/fleet/') ? before : after).answer(request);
  render(FleetPage, { backend: { requests: after.requests, answer } });
  await screen.findByRole('heading', { name: 'Reading your fleet for the first time' });
  isBehind = false;
  await vi.advanceTimersByTimeAsync(3_500);
  expect(await screen.findByRole('button', { name: /^Silent 22/ })).toBeDefined();
  expect(await screen.findByText('22 machines')).toBeDefined();
  vi.useRealTimers();
});

test('without machines, an account that cannot be read is told and can be asked for again', async () => {
  const backend = createFixtureBackend({ scenario: 'empty' });
  let isBroken = true;
  const answer = async (request: Request) =>
    isBroken && request.url.endsWith('/account')
      ? Response.json({ status: 403, code: 'forbidden', message: '' }, { status: 403 })
      : backend.answer(request);
  render(FleetPage, { backend: { requests: backend.requests, answer } });
  const retry = await screen.findByRole('button', { name: 'Try again' });
  isBroken = false;
  await userEvent.click(retry);
  expect(await screen.findByRole('heading', { name: 'No machines to watch yet' })).toBeDefined();
});

test('an account that is suspended is told how to go on, may start no sync, and keeps its numbers', async () => {
  render(FleetPage, { scenario: 'suspended' });
  expect(await screen.findByText('Fleet Watch is paused for this account')).toBeDefined();
  expect(await screen.findByRole('button', { name: /^Silent 22/ })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Sync now' })).toHaveProperty('disabled', true);
});

test('numbers wait for what has to be known of them, so that a notice moves nothing', async () => {
  const { backend, resolve } = holdBack('/account', createFixtureBackend({ scenario: 'suspended' }));
  const { container } = render(FleetPage, { backend });
  const placeholder = screen.getByRole('heading', { name: 'Right now' });
  await waitFor(() => expect(backend.requests.join()).toContain('/fleet/summary'));
  await new Promise((later) => setTimeout(later, 100));
  expect(screen.queryByRole('button', { name: /^Silent 22/ })).toBeNull();
  expect(screen.getByRole('heading', { name: 'Right now' })).toBe(placeholder);
  resolve(undefined);
  await screen.findByRole('button', { name: /^Silent 22/ });
  expect(screen.getByText('Fleet Watch is paused for this account')).toBeDefined();
  expect(container.contains(placeholder)).toBe(false);
});

test('numbers do not wait for an account that cannot be read', async () => {
  const { backend, resolve } = holdBack('/account');
  const headers = { 'Retry-After': '8' };
  resolve(Response.json({ status: 503, code: 'store_unavailable' }, { status: 503, headers }));
  render(FleetPage, { backend });
  expect(await screen.findByRole('button', { name: /^Silent 22/ })).toBeDefined();
});

test('numbers that are hours old say so and offer a sync', async () => {
  const { backend } = render(FleetPage, { scenario: 'stale' });
  const title = await screen.findByText(/^These numbers are from 5 hours ago/);
  const notice = title.closest('[role="status"]');
  expect(notice?.textContent).toContain('Trackunit did not answer in time');
  await userEvent.click(within(notice as HTMLElement).getByRole('button', { name: 'Sync now' }));
  await waitFor(() => expect(backend.requests).toContain('POST /api/v1/syncs'));
  await waitFor(() => expect(screen.queryByText('Reading the fleet…')).toBeNull());
});

test('a sync that was started here and failed says so, why, and can be started again', async () => {
  const inner = createFixtureBackend();
  const answer = async (request: Request) => {
    if (!/\/syncs\/.*\/events$/.test(request.url)) return inner.answer(request);
    const sync = await inner.answer(new Request(request.url.replace('/events', ''), request));
    const failed = {
      ...((await sync.json()) as object),
      id: 'of-this-test',
      state: 'FAILED',
      error: 'No answer.',
    };
    return new Response(`data: ${JSON.stringify(failed)}\n\n`);
  };
  render(FleetPage, { backend: { requests: inner.requests, answer } });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync now' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The sync failed: No answer. What you see is from the one before.');
  expect(within(alert).getByRole('button', { name: 'Sync now' })).toBeDefined();
});

test.each([
  ['not-installed', 'Fleet Watch is not installed for this account'],
  ['signed-out', 'Your session in Manager has ended'],
  ['forbidden', 'You may not see this'],
  ['not-configured', 'Fleet Watch is not set up completely'],
] as const)('when the backend answers %s the page says: %s', async (scenario, title) => {
  render(FleetPage, { scenario });
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByRole('heading', { name: title })).toBeDefined();
  expect(within(alert).getByRole('button', { name: 'Try again' })).toBeDefined();
});

/** A backend without its database until it is told that it has it again. */
const createAway = () => {
  const [away, back] = [createFixtureBackend({ scenario: 'unavailable' }), createFixtureBackend()];
  let isBack = false;
  const comeBack = () => {
    isBack = true;
  };
  const answer = (request: Request) => (isBack ? back : away).answer(request);
  return { backend: { requests: away.requests, answer }, comeBack };
};

test('a server that is away is told at once, beside what is still loading, and the numbers come by themselves', async () => {
  const { backend, comeBack } = createAway();
  render(FleetPage, { backend });
  const title = await screen.findByText('Fleet Watch is taking a short break');
  expect(title.closest('[role="status"]')?.textContent).toContain('tries again by itself');
  expect(screen.getByRole('heading', { name: 'Right now' })).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
  comeBack();
  expect(await screen.findByRole('button', { name: /^Silent 22/ })).toBeDefined();
  await waitFor(() => expect(screen.queryByText(/tries again by itself/)).toBeNull());
});

test('a server that stays away is told for good once it is not asked any more', async () => {
  render(FleetPage, { backend: createAway().backend });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('try again in a minute');
  expect(screen.queryByText(/tries again by itself/)).toBeNull();
});

test('a browser without a connection says so, and goes on by itself once it has one', async () => {
  const healthy = createFixtureBackend();
  onlineManager.setOnline(false);
  const answer = async (request: Request) =>
    onlineManager.isOnline() ? healthy.answer(request) : Response.error();
  render(FleetPage, { backend: { requests: healthy.requests, answer } });
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByRole('heading', { name: 'No connection to Fleet Watch' })).toBeDefined();
  onlineManager.setOnline(true);
  expect(await screen.findByRole('button', { name: /^Silent 22/ })).toBeDefined();
});

test('a number that could not be read can be asked for again', async () => {
  const healthy = createFixtureBackend();
  let broken = true;
  const backend = {
    requests: healthy.requests,
    answer: async (request: Request) =>
      broken
        ? Response.json({ status: 403, code: 'account_not_installed', message: '' }, { status: 403 })
        : healthy.answer(request),
  };
  render(FleetPage, { backend });
  const retry = await screen.findByRole('button', { name: 'Try again' });
  broken = false;
  await userEvent.click(retry);
  expect(await screen.findByRole('button', { name: /^Silent 22/ })).toBeDefined();
});
