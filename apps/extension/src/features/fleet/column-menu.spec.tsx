import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { FleetPage } from './fleet-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

test('columns can be chosen with the keyboard, and Escape closes the menu and leads back to its button', async () => {
  render(FleetPage);
  const table = await screen.findByRole('table', { name: 'Machines' });
  const menu = screen.getByRole('button', { name: 'Columns' });
  await userEvent.click(menu);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Serial number' }));
  expect(await within(table).findByRole('columnheader', { name: 'Serial number' })).toBeDefined();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('checkbox', { name: 'Serial number' })).toBeNull();
  expect(document.activeElement).toBe(menu);
});

test('the focus that goes on from the last column closes their menu', async () => {
  render(FleetPage);
  await userEvent.click(await screen.findByRole('button', { name: 'Columns' }));
  act(() => screen.getAllByRole('checkbox').at(-1)?.focus());
  await userEvent.tab();
  expect(screen.queryByRole('checkbox', { name: 'Serial number' })).toBeNull();
});

test('a click beside the columns closes their menu', async () => {
  const { container } = render(FleetPage);
  await userEvent.click(await screen.findByRole('button', { name: 'Columns' }));
  const beside = container.querySelector('button[aria-hidden="true"]');
  if (beside === null) throw new Error('nothing takes the clicks beside the menu');
  await userEvent.click(beside);
  expect(screen.queryByRole('checkbox', { name: 'Serial number' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Columns' }).getAttribute('aria-expanded')).toBe('false');
});
