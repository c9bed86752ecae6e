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

test('in its first week the tile calls the change an estimate, without red, and dots the line', async () => {
  const { container } = render(FleetWidget, { scenario: 'first-week' });
  const change = await screen.findByText('2 fewer than a week ago, estimated');
  expect(change.className).not.toMatch(/better|worse/);
  const lengthOf = (line: string) =>
    container.querySelector(`path[class*="${line}"]`)?.getAttribute('d')?.length;
  expect(lengthOf('estimatedLine')).toBeGreaterThan(20 * (lengthOf('measuredLine') ?? 0));
});

test('a change since a day that was counted is good news or bad', async () => {
  render(FleetWidget);
  expect((await screen.findByText('2 fewer than a week ago')).className).toMatch(/better/);
});

test('the tile of an account without the app says so', async () => {
  render(FleetWidget, { scenario: 'not-installed' });
  expect(await screen.findByText('Fleet Watch is not installed for this account')).toBeDefined();
});

test('the tile of a server that is away says at once that it tries again', async () => {
  render(FleetWidget, { scenario: 'unavailable' });
  expect(await screen.findByText('Fleet Watch is taking a short break')).toBeDefined();
  expect(screen.getByRole('button').textContent).toContain('tries again by itself');
  expect(await screen.findByText(/try again in a minute/)).toBeDefined();
});

test('the tile of an account without machines says so instead of counting none', async () => {
  render(FleetWidget, { scenario: 'empty' });
  expect(await screen.findByText('No machines to watch yet')).toBeDefined();
  expect(screen.queryByText(/of 0 machines/)).toBeNull();
});

test('the tile says how old its numbers are once they are too old', async () => {
  render(FleetWidget, { scenario: 'stale' });
  expect(await screen.findByText('As of 5 hours ago')).toBeDefined();
  cleanup();
  render(FleetWidget);
  await screen.findByText('of 250 machines');
  expect(screen.queryByText(/^As of/)).toBeNull();
});
