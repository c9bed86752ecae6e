import type { AssetRow } from '@fleet-watch/contracts';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { AssetTableBody, type BodyProps } from './asset-table-body.tsx';
import { defaultColumns } from './fleet-view.ts';
import { pageSize } from './row-range.ts';

const render = setUpExtensionTests();
afterEach(async () => {
  cleanup();
  await scrollTo(0);
});

const toAsset = (index: number, change: Partial<AssetRow> = {}): AssetRow => ({
  assetId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  name: `Loader ${String(index)}`,
  brand: 'Volvo',
  model: 'L25',
  serialNumber: `SN${String(index)}`,
  assetType: 'MACHINE',
  state: 'SILENT',
  lastSeenAt: '2026-11-01T05:00:00Z',
  silentSince: '2026-11-04T05:00:00Z',
  ...change,
});

/** A fleet in which some machines are not as the others. */
const toFindPage =
  (changes: Readonly<Record<number, Partial<AssetRow>>> = {}): BodyProps['findPage'] =>
  (index) => {
    const first = Math.floor(index / pageSize) * pageSize;
    return Array.from({ length: pageSize }, (_, place) => toAsset(first + place, changes[first + place]));
  };

const usual: BodyProps = {
  columns: defaultColumns,
  count: 1_000,
  findPage: toFindPage(),
  showPages: () => undefined,
  subscribe: () => () => undefined,
};

const show = async (props: Partial<BodyProps> = {}) => {
  let change: (props: Partial<BodyProps>) => void = () => undefined;
  const Table = () => {
    const [changed, setChanged] = useState(props);
    change = setChanged;
    return (
      <table role="table">
        <AssetTableBody {...usual} {...changed} />
      </table>
    );
  };
  render(Table);
  await screen.findByRole('table');
  return (next: Partial<BodyProps>) => act(() => change(next));
};

const scrollTo = async (top: number) => {
  await act(async () => {
    window.scrollTo(0, top);
    window.dispatchEvent(new Event('scroll'));
  });
};

const indexes = () => screen.getAllByRole('row').map((row) => Number(row.getAttribute('aria-rowindex')));

const rowOf = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}\\b`) });

test('wherever somebody has scrolled to, the rows are read out in their order', async () => {
  await show();
  for (const top of [400, 3_000, 2_700, 40_000, 39_500, 0]) {
    await scrollTo(top);
    const onScreen = Math.floor(top / 52) + 2;
    await waitFor(() => expect(indexes()).toEqual(expect.arrayContaining([onScreen, onScreen + 12])));
    expect(indexes()).toEqual(indexes().toSorted((one, other) => one - other));
    expect(indexes().length).toBeLessThan(70);
  }
});

test('rows that have not arrived are marked as busy, and are machines once they have', async () => {
  const change = await show({ findPage: () => undefined });
  await waitFor(() => expect(screen.getAllByRole('row')[0]?.getAttribute('aria-busy')).toBe('true'));
  change({});
  await waitFor(() =>
    expect(screen.getAllByRole('row').some((row) => row.hasAttribute('aria-busy'))).toBe(false),
  );
  expect(within(rowOf('Loader 0')).getByText('Silent')).toBeDefined();
});

/** Who is told when a page comes. */
const createListeners = () => {
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { listeners, subscribe };
};

test('a page that comes while nothing else changes is shown', async () => {
  const { listeners, subscribe } = createListeners();
  let hasCome = false;
  await show({ subscribe, findPage: (index) => (hasCome ? usual.findPage(index) : undefined) });
  await waitFor(() => expect(screen.getAllByRole('row')[0]?.getAttribute('aria-busy')).toBe('true'));
  hasCome = true;
  for (const listener of listeners) listener();
  expect(rowOf('Loader 0')).toBeDefined();
});

test('rows that are gone are told of no page, and those that are there by one listener', async () => {
  const { listeners, subscribe } = createListeners();
  const change = await show({ subscribe });
  change({ subscribe, count: 6 });
  expect(listeners.size).toBe(1);
  cleanup();
  expect(listeners.size).toBe(0);
});

test('nothing stands in for rows of a page that is there as soon as it is asked for', async () => {
  let last = 0;
  let drawn = 0;
  let standingIn = 0;
  await show({
    showPages: (pages) => (last = pages.last),
    findPage: (index) => (index < (last + 1) * pageSize ? usual.findPage(index) : undefined),
  });
  const observer = new MutationObserver((changes) => {
    const blocks = changes.flatMap(({ addedNodes }) => [...addedNodes]) as Element[];
    drawn += blocks.length;
    standingIn += blocks.filter((block) => block.querySelector('[aria-busy]')).length;
  });
  observer.observe(screen.getByRole('table'), { childList: true });
  await scrollTo(300 * 52);
  await waitFor(() => expect(rowOf('Loader 310')).toBeDefined());
  observer.disconnect();
  expect(drawn).toBeGreaterThan(0);
  expect(standingIn).toBe(0);
});

test('who has the focus on a row keeps it when the fleet is read again', async () => {
  const change = await show();
  const button = within(rowOf('Loader 2')).getByRole('button');
  button.focus();
  const reports = { state: 'REPORTING', silentSince: null } as const;
  change({ findPage: toFindPage({ 2: reports, 3: { state: 'NEVER_REPORTED', lastSeenAt: null } }) });
  expect(document.activeElement).toBe(button);
  const cells = within(rowOf('Loader 2')).getAllByRole('cell');
  expect(cells.map(({ textContent }) => textContent)).toEqual([
    'Machine',
    'Reporting',
    expect.stringMatching(/days ago$/),
    '–',
  ]);
  expect(cells.map((cell) => cell.hasAttribute('title'))).toEqual([false, false, true, false]);
  expect(within(rowOf('Loader 3')).getByText('Never')).toBeDefined();
});

test('rows that nobody sees yet follow those that are on screen', async () => {
  const change = await show();
  await waitFor(() => expect(indexes()).toContain(22));
  change({ findPage: toFindPage({ 0: { name: 'Here' }, 20: { name: 'Below' } }) });
  expect(rowOf('Here')).toBeDefined();
  await waitFor(() => expect(rowOf('Below').getAttribute('aria-rowindex')).toBe('22'));
});

test('a shorter list has no more rows than it says, and other columns leave none as it was', async () => {
  const change = await show();
  await waitFor(() => expect(indexes()).toContain(22));
  change({ count: 6 });
  await waitFor(() => expect(indexes()).toEqual([2, 3, 4, 5, 6, 7]));
  change({ columns: ['serialNumber'], count: 6 });
  const cells = screen.getAllByRole('cell').map(({ textContent }) => textContent);
  expect(cells).toEqual(['SN0', 'SN1', 'SN2', 'SN3', 'SN4', 'SN5']);
});

test('the pages that are near are told, each time they are others', async () => {
  const told: unknown[] = [];
  await show({ showPages: (pages) => told.push(pages) });
  await scrollTo(5_200);
  await waitFor(() => expect(told.at(-1)).toEqual({ first: 0, last: 1 }));
  await scrollTo(8_000);
  await waitFor(() => expect(told.at(-1)).toEqual({ first: 1, last: 2 }));
  expect(new Set(told.map((pages) => JSON.stringify(pages))).size).toBe(told.length);
});
