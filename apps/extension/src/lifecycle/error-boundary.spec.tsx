import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forbidCopying } from '../testing/forbid-copying.ts';
import { ErrorBoundary } from './error-boundary.tsx';

beforeEach(() => {
  // React writes each caught error to the console, which is what these tests cause.
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const Broken = () => {
  throw new Error('cannot read token=abc123');
};

test('a fault of our own shows a way on and a report to copy, without secrets', async () => {
  const user = userEvent.setup();
  render(
    <ErrorBoundary extensionName="fleet-watch">
      <Broken />
    </ErrorBoundary>,
  );
  expect(screen.getByRole('alert').textContent).toContain('Something in Fleet Watch broke');
  await user.click(screen.getByRole('button', { name: 'Copy report' }));
  expect(await screen.findByText('Copied.')).toBeDefined();
  const copied = await navigator.clipboard.readText();
  expect(copied).toContain('cannot read');
  expect(copied).not.toContain('abc123');
});

test('a report that may not be copied is unfolded and selected, for a person to copy', async () => {
  const user = userEvent.setup();
  forbidCopying();
  render(
    <ErrorBoundary extensionName="fleet-watch">
      <Broken />
    </ErrorBoundary>,
  );
  await user.click(screen.getByRole('button', { name: 'Copy report' }));
  expect(await screen.findByText(/^The report is selected: press Ctrl\+C/)).toBeDefined();
  expect(screen.getByRole('group')).toHaveProperty('open', true);
  expect(String(getSelection())).toContain('cannot read');
});

test('reloading is offered', async () => {
  const reload = vi.spyOn(window.location, 'reload').mockReturnValue();
  render(
    <ErrorBoundary extensionName="fleet-watch">
      <Broken />
    </ErrorBoundary>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(reload).toHaveBeenCalled();
});
