import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { createFixtureBackend } from '../../testing/fixture-backend.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { FleetPage } from './fleet-page.tsx';

const render = setUpExtensionTests();
afterEach(async () => {
  cleanup();
  await scrollTo(0);
});

const scrollTo = async (row: number) => {
  await act(async () => {
    window.scrollTo(0, row * 52);
    window.dispatchEvent(new Event('scroll'));
  });
};

/** Another answer to a page of the list than the usual one, or what that waits for. */
type AnswerPage = (request: Request) => Promise<Response | undefined> | undefined;

/** The page of a fleet of 250. */
const openAt = async (row: number, answerPage: AnswerPage = () => undefined) => {
  const backend = createFixtureBackend();
  const isPage = ({ url }: Request) => url.includes('/fleet/assets?') && url.includes('size=100');
  const answer = async (request: Request) =>
    (isPage(request) ? await answerPage(request) : undefined) ?? backend.answer(request);
  const view = render(FleetPage, {
    backend: { requests: backend.requests, answer },
    host: { getRoute: async () => '/?state=ALL' },
  });
  const table = await screen.findByRole('table', { name: 'Machines' });
  await waitFor(() => expect(table.getAttribute('aria-rowcount')).toBe('251'));
  await scrollTo(row);
  return view;
};

const isLater = ({ url }: Request): boolean => /page=[1-9]/.test(url);

const rowAt = (index: number) => document.querySelector(`[aria-rowindex="${String(index + 2)}"]`);

test('whoever scrolls down finds machines there', async () => {
  await openAt(120);
  await waitFor(() => expect(rowAt(121)?.querySelector('button')?.textContent).toMatch(/./));
});

test('a page further down that does not come is told, and comes when it is asked for again', async () => {
  let isRefused = true;
  const refusal = { status: 403, code: 'forbidden', message: 'no', requestId: 'req-1' };
  await openAt(120, async (request) =>
    isRefused && isLater(request) ? Response.json(refusal, { status: 403 }) : undefined,
  );
  const again = await screen.findByRole('button', { name: 'Try again' });
  await waitFor(() => expect(rowAt(121)?.getAttribute('aria-busy')).toBe('true'));
  isRefused = false;
  await userEvent.click(again);
  await waitFor(() => expect(rowAt(121)?.querySelector('button')?.textContent).toMatch(/./));
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('who searches far down the list has nothing asked for before it is known how many are found', async () => {
  const first = Promise.withResolvers<undefined>();
  const ofSearch: string[] = [];
  await openAt(120, ({ url }) => {
    const query = new URL(url).searchParams;
    if (query.get('q') === null) return undefined;
    ofSearch.push(query.get('page') ?? '');
    return query.get('page') === '0' ? first.promise : undefined;
  });
  await waitFor(() => expect(rowAt(121)?.querySelector('button')?.textContent).toMatch(/./));
  await userEvent.type(screen.getByRole('searchbox'), 'o');
  await waitFor(() => expect(ofSearch).toEqual(['0']));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(ofSearch).toEqual(['0']);
  first.resolve(undefined);
  await waitFor(() => expect(ofSearch.length).toBeGreaterThan(1));
});

test('whoever leaves the list calls off what has not come', async () => {
  let calledOff = false;
  let asked = false;
  const { unmount } = await openAt(120, (request) => {
    if (!isLater(request)) return undefined;
    asked = true;
    request.signal.addEventListener('abort', () => (calledOff = true));
    return new Promise(() => undefined);
  });
  await waitFor(() => expect(asked).toBe(true));
  expect(calledOff).toBe(false);
  unmount();
  await waitFor(() => expect(calledOff).toBe(true));
});
