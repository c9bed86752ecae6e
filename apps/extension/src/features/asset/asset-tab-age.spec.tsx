import type { AssetDetail } from '@fleet-watch/contracts';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { createFixtureBackend } from '../../testing/fixture-backend.ts';
import { holdBack } from '../../testing/hold-back.ts';
import { createFixtureTrend } from '../../testing/fixture-fleet.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import type { Scenario } from '../../testing/scenarios.ts';
import { AssetTab } from './asset-tab.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

const hourMs = 3_600_000;
const assetId = '00000000-0000-4000-8000-000000000004';
const onAsset = (id = assetId) => ({ getAssetInfo: async () => ({ assetId: id }) });

/** The fixture's backend, with other answers where the test gives some; a path is as a request ends. */
const createWith = (scenario: Scenario, answers: Readonly<Record<string, () => object>>) => {
  const inner = createFixtureBackend({ scenario });
  const answer = async (request: Request) => {
    const asked = Object.entries(answers).find(([path]) => request.url.endsWith(path));
    if (asked === undefined) return inner.answer(request);
    const before = (await (await inner.answer(request)).json()) as object;
    return Response.json({ ...before, ...asked[1]() });
  };
  return { requests: inner.requests, answer };
};

const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * hourMs).toISOString();

const reporting = (): Partial<AssetDetail> => ({
  state: 'REPORTING',
  lastSeenAt: at(5 * 24 + 1),
  silentSince: null,
  transitions: [],
});

test('what was read too long ago is told as of then, with what went wrong', async () => {
  const days = { asOf: at(5 * 24) };
  const backend = createWith('stale', { '/summary': () => days, [assetId]: reporting });
  render(AssetTab, { host: onAsset(), backend });
  expect(await screen.findByText('5 days ago, not known since')).toBeDefined();
  expect(screen.queryByText(/^Heard from/)).toBeNull();
  const notice = (await screen.findByText(/^State as of/)).closest('[role=status]');
  expect(notice?.textContent).toContain('the last syncs did not come through');
  await waitFor(() => expect(notice?.textContent).toContain('ended with: Trackunit did not answer in time'));
});

test('a silent machine is not said to be silent now when that was read too long ago', async () => {
  render(AssetTab, { host: onAsset('00000000-0000-4000-8000-000000000003'), scenario: 'stale' });
  expect(await screen.findByText('5 hours ago, not known since')).toBeDefined();
  expect(screen.queryByText(/^No sign for/)).toBeNull();
});

test('days after the last reading are not known, today among them', async () => {
  const summary = () => ({ asOf: at(5 * 24), trend: createFixtureTrend([], Date.parse(at(5 * 24))) });
  const backend = createWith('stale', { '/summary': summary, [assetId]: reporting });
  render(AssetTab, { host: onAsset(), backend });
  const strip = await screen.findByRole('img', { name: /The last 90 days/ });
  const titles = [...strip.children].map((cell) => cell.getAttribute('title'));
  expect(titles.at(-1)).toMatch(/^\w.+ – \w.+: not known$/);
  expect(titles.at(-2)).toMatch(/: Reporting$/);
});

test('who reads an old state can have the fleet read now, and what is told is of now then', async () => {
  let isRead = false;
  const read = () => (isRead ? { asOf: at(0) } : {});
  const backend = createWith('stale', { '/summary': read });
  render(AssetTab, { host: onAsset(), backend });
  const notice = (await screen.findByText(/^State as of/)).closest<HTMLElement>('[role=status]')!;
  isRead = true;
  await userEvent.click(within(notice).getByRole('button', { name: 'Sync now' }));
  expect(await screen.findByText(/^Heard from/)).toBeDefined();
  expect(screen.queryByText(/^State as of/)).toBeNull();
  expect(backend.requests).toContain('POST /api/v1/syncs');
});

test('a sync that cannot be started is told', async () => {
  const inner = createFixtureBackend({ scenario: 'stale' });
  const answer = async (request: Request) =>
    request.method === 'POST'
      ? Response.json({ status: 403, code: 'forbidden', message: '' }, { status: 403 })
      : inner.answer(request);
  render(AssetTab, { host: onAsset(), backend: { requests: inner.requests, answer } });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync now' }));
  expect((await screen.findByRole('alert')).textContent).toContain('You may not see this');
});

test('an account that is paused is told instead of the age of what it read', async () => {
  render(AssetTab, { host: onAsset(), scenario: 'suspended' });
  expect(await screen.findByText('Fleet Watch is paused for this account')).toBeDefined();
  expect(await screen.findByText('5 hours ago, not known since')).toBeDefined();
  expect(screen.queryByText(/^State as of/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull();
});

test('no sync is promised to a machine that is not known to an account that is paused', async () => {
  render(AssetTab, { host: onAsset('00000000-0000-4000-8000-000000000999'), scenario: 'suspended' });
  expect(await screen.findByText('Fleet Watch is paused for this account')).toBeDefined();
  expect(screen.getByRole('heading', { name: /does not know this machine yet/ })).toBeDefined();
  expect(screen.queryByText(/with the next sync/)).toBeNull();
});

/** An account that is paused, and that is told late. */
const createPausedLate = () => holdBack('/account', createFixtureBackend({ scenario: 'suspended' }));

test('a machine waits for what has to be known of its fleet, so that a notice moves nothing', async () => {
  const { backend, resolve } = createPausedLate();
  render(AssetTab, { host: onAsset(), backend });
  const others = () => backend.requests.filter((request) => /summary|settings|fleet\/assets\//.test(request));
  await waitFor(() => expect(others()).toHaveLength(3));
  await new Promise((later) => setTimeout(later, 100));
  const placeholder = screen.getByRole('heading', { name: 'The last 90 days' });
  expect(screen.queryByText(/not known since/)).toBeNull();
  resolve(undefined);
  await screen.findByText('5 hours ago, not known since');
  expect(screen.getByText('Fleet Watch is paused for this account')).toBeDefined();
  expect(document.contains(placeholder)).toBe(false);
});

test('that a machine is not known is told together with what stands above it', async () => {
  const { backend, resolve } = createPausedLate();
  const host = onAsset('00000000-0000-4000-8000-000000000999');
  render(AssetTab, { host, backend });
  await waitFor(() => expect(backend.requests.join()).toContain('/fleet/assets/'));
  await new Promise((later) => setTimeout(later, 100));
  expect(screen.queryByRole('heading', { name: /does not know this machine yet/ })).toBeNull();
  resolve(undefined);
  await screen.findByRole('heading', { name: /does not know this machine yet/ });
  expect(screen.getByText('Fleet Watch is paused for this account')).toBeDefined();
});
