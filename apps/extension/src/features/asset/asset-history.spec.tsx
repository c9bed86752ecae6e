import type { Transition } from '@fleet-watch/contracts';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { AssetHistory } from './asset-history.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

const seen = '2026-11-20T13:40:00.000Z';
const lowered = {
  from: 'REPORTING',
  to: 'SILENT',
  at: '2026-11-22T15:38:01.250Z',
  lastSeenAt: seen,
} as const;

/** What each item of a history says, without its own time. */
const showHistory = async (transitions: readonly Transition[]): Promise<string[]> => {
  render(() => <AssetHistory transitions={transitions} />);
  const items = await screen.findAllByRole('listitem');
  return items.map((item) => {
    item.querySelector('time')?.remove();
    return item.textContent;
  });
};

test('a change that a threshold made is told as such, with the sighting that it was made by', async () => {
  const raised: Transition = { ...lowered, from: 'SILENT', to: 'REPORTING', at: '2026-11-22T15:38:09.000Z' };
  const [newest, oldest] = await showHistory([raised, lowered]);
  expect(newest).toMatch(/No longer silentlast seen Nov 20, 2026, .* [AP]M; the threshold changed$/);
  expect(oldest).toMatch(/Became silentlast seen Nov 20, 2026, .* [AP]M; the threshold changed$/);
});

test('a machine whose sighting is the one of the change before was not heard from, whenever the change is dated', async () => {
  const quiet: Transition = { ...lowered, at: '2026-11-23T13:40:00.000Z' };
  const retyped: Transition = { ...lowered, from: 'SILENT', to: 'REPORTING', at: seen };
  const [newest] = await showHistory([retyped, quiet]);
  expect(newest).toMatch(/; the threshold changed$/);
});

test('a machine that fell quiet and was heard from has the sighting with each change, and no threshold', async () => {
  const [heard, quiet, first] = await showHistory([
    {
      from: 'SILENT',
      to: 'REPORTING',
      at: '2026-11-24T08:20:00.000Z',
      lastSeenAt: '2026-11-24T08:20:00.000Z',
    },
    { ...lowered, at: '2026-11-23T13:40:00.000Z' },
    { from: 'NEVER_REPORTED', to: 'REPORTING', at: seen, lastSeenAt: seen },
  ]);
  expect(heard).toMatch(/No longer silentlast seen Nov 24, 2026, [\d:]+ [AP]M$/);
  expect(quiet).toMatch(/Became silentlast seen Nov 20, 2026, [\d:]+ [AP]M$/);
  expect(first).toMatch(/Was heard from for the first timelast seen Nov 20, 2026, [\d:]+ [AP]M$/);
});

test('a change without any sighting says nothing of one', async () => {
  const [withdrawn] = await showHistory([
    { from: 'REPORTING', to: 'NEVER_REPORTED', at: '2026-11-23T13:40:00.000Z', lastSeenAt: null },
  ]);
  expect(withdrawn).toMatch(/Reporting → Never reported$/);
});
