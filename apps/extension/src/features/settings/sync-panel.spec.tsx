import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { createFixtureBackend, type FixtureBackend } from '../../testing/fixture-backend.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { inLanguage } from '../../testing/settings-under-test.ts';
import { SettingsPage } from './settings-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);
afterEach(() => {
  vi.useRealTimers();
});

/** A backend whose syncs fail as soon as they are followed. */
const createFailing = (): FixtureBackend => {
  const inner = createFixtureBackend({ scenario: 'stale' });
  return {
    requests: inner.requests,
    answer: async (request) => {
      if (!request.url.endsWith('/events')) return inner.answer(request);
      const sync = await inner.answer(new Request(request.url.replace('/events', ''), request));
      return new Response(`data: ${await sync.text()}\n\n`);
    },
  };
};

test('why a sync that was started here failed follows the language, too', async () => {
  const { host } = render(SettingsPage, { backend: createFailing(), host: inLanguage('da') });
  await userEvent.click(await screen.findByRole('button', { name: 'Synkroniser nu' }));
  expect(
    await screen.findByText(/^Synkroniseringen mislykkedes: Trackunit svarede ikke i tide\./),
  ).toBeDefined();
  act(() => host.change(inLanguage('de')));
  expect(
    await screen.findByText(/fehlgeschlagen: Trackunit hat nicht rechtzeitig geantwortet\./),
  ).toBeDefined();
});

test('the last syncs are listed, failed ones with their reason', async () => {
  render(SettingsPage);
  const history = within(await screen.findByRole('list', { name: 'The last syncs' }));
  await waitFor(() => expect(history.getAllByRole('listitem')).toHaveLength(5));
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
  await waitFor(() => expect(history.getAllByRole('listitem')).toHaveLength(12));
  expect(history.getByText('Failed: Trackunit did not answer in time')).toBeDefined();
});

test('the last syncs are read anew when one has ended that others started', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const [before, after] = [createFixtureBackend({ scenario: 'first-sync' }), createFixtureBackend()];
  let isDone = false;
  const answer = (request: Request) => (isDone ? after : before).answer(request);
  render(SettingsPage, { backend: { requests: after.requests, answer } });
  expect(await screen.findByText('140 machines read', { selector: 'li *' })).toBeDefined();
  isDone = true;
  await vi.advanceTimersByTimeAsync(3_500);
  await waitFor(() => expect(screen.queryByText('140 machines read', { selector: 'li *' })).toBeNull());
});

test('a sync shows its progress until it is done', async () => {
  const { backend } = render(SettingsPage);
  await userEvent.click(await screen.findByRole('button', { name: 'Sync now' }));
  expect(await screen.findByRole('progressbar', { name: 'Progress of the sync' })).toBeDefined();
  expect(await screen.findByText(/^88 of 250 machines read$/)).toBeDefined();
  expect(await screen.findByText('Done: 250 machines are up to date.')).toBeDefined();
  expect(backend.requests.filter((request) => request.includes('/events'))).toHaveLength(1);
});
