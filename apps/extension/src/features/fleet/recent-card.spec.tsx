import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { FleetPage } from './fleet-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

test('what went quiet last is listed first of all', async () => {
  render(FleetPage);
  const recent = await screen.findByRole('region', { name: 'Gone quiet recently' });
  await waitFor(() => expect(within(recent).getAllByRole('listitem')).toHaveLength(6));
});

test('from those that went quiet last one step leads to all that are silent, the latest first', async () => {
  const scrollIntoView = vi.fn();
  Object.assign(Element.prototype, { scrollIntoView });
  const { backend } = render(FleetPage, {
    host: { getRoute: async () => '/?state=REPORTING&q=jlg&brand=JLG&quiet=24&columns=state' },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Show all 22' }));
  await waitFor(() =>
    expect(backend.requests).toContain(
      'GET /api/v1/fleet/assets?state=SILENT&sort=-silentSince&page=0&size=100',
    ),
  );
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Machines' }));
  expect(scrollIntoView.mock.contexts).toEqual([document.activeElement]);
  expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
    'Machine',
    'State',
  ]);
});

test('where all that are silent are listed as quiet recently there are no more to show', async () => {
  render(FleetPage, { scenario: 'worse' });
  const recent = await screen.findByRole('region', { name: 'Gone quiet recently' });
  await waitFor(() => expect(within(recent).getAllByRole('listitem').length).toBeGreaterThan(0));
  expect(within(recent).queryByRole('button', { name: /^Show all/ })).toBeNull();
});

test('a name that is cut among what went quiet last can be read in full', async () => {
  render(FleetPage);
  const recent = await screen.findByRole('region', { name: 'Gone quiet recently' });
  const [item] = await within(within(recent).getByRole('list')).findAllByRole('button');
  const named = item?.querySelector('[title]');
  expect(named?.getAttribute('title')).toBeTruthy();
  expect(named?.textContent).toBe(named?.getAttribute('title'));
});
