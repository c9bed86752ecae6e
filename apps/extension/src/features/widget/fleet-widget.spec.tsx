import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { FleetWidget } from './fleet-widget.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

test('the tile tells how many are silent and which way it goes, and opens the fleet page', async () => {
  const { host } = render(FleetWidget);
  const tile = await screen.findByRole('button', {
    name: /^Silent machines 22 ?of 250 machines ?\d fewer than a week ago Open Fleet Watch$/,
  });
  await userEvent.click(tile);
  expect(host.calls.find(({ name }) => name === 'gotoExtension')?.args[0]).toBe('fleet-watch');
});

test('the tile of an account without the app says so', async () => {
  render(FleetWidget, { scenario: 'not-installed' });
  expect(await screen.findByText('Fleet Watch is not installed for this account')).toBeDefined();
});
