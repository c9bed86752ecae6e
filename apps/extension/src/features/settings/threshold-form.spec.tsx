import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { createSpy, section, thresholds } from '../../testing/settings-under-test.ts';
import { SettingsPage } from './settings-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

test('a threshold is saved with everything else as it was', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  const field = await screen.findByRole('spinbutton', { name: 'For every machine' });
  await userEvent.clear(field);
  await userEvent.type(field, '96');
  expect(section(thresholds).getByText('hours = 4 days')).toBeDefined();
  await userEvent.click(section(thresholds).getByRole('button', { name: 'Save' }));
  expect(await section(thresholds).findByText('Saved.')).toBeDefined();
  expect(puts).toEqual([
    { silentAfterHours: 96, silentAfterHoursByAssetType: { TOOL: 336 }, webhook: null, writeBack: false },
  ]);
});

test('a threshold that is none is marked, named and not sent', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  const field = await screen.findByRole('spinbutton', { name: 'For every machine' });
  await userEvent.clear(field);
  await userEvent.type(field, '9999');
  expect(screen.getByRole('alert').textContent).toContain('whole hours from 1 to 2,160');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  await userEvent.click(section(thresholds).getByRole('button', { name: 'Save' }));
  expect(puts).toEqual([]);
});

test('a type gets its own threshold and loses it again', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  await userEvent.selectOptions(
    await screen.findByRole('combobox', { name: 'Add a threshold for a type' }),
    'VEHICLE',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Remove the threshold for Tool' }));
  await userEvent.click(section(thresholds).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(puts).toHaveLength(1));
  expect(puts[0]).toMatchObject({ silentAfterHoursByAssetType: { VEHICLE: 72 } });
  expect(puts[0]).not.toHaveProperty('silentAfterHoursByAssetType.TOOL');
});

test('what the backend refuses is told, and the typed value stays to be mended', async () => {
  const body = {
    status: 400,
    code: 'constraint_violation',
    message: 'Constraint violation',
    violations: [{ field: 'silentAfterHours', message: 'must not be larger than the history' }],
  };
  const { backend } = createSpy(Response.json(body, { status: 400 }));
  render(SettingsPage, { backend });
  const field = await screen.findByRole('spinbutton', { name: 'For every machine' });
  await userEvent.clear(field);
  await userEvent.type(field, '90');
  await userEvent.click(section(thresholds).getByRole('button', { name: 'Save' }));
  const alert = await section(thresholds).findByRole('alert');
  expect(alert.textContent).toContain('must not be larger than the history');
  expect(field).toHaveProperty('value', '90');
  await userEvent.click(section(thresholds).getByRole('button', { name: 'Discard' }));
  expect(field).toHaveProperty('value', '72');
});

test('while a threshold is typed, it shows how many machines would be silent', async () => {
  const { backend } = render(SettingsPage);
  const field = await screen.findByRole('spinbutton', { name: 'For every machine' });
  expect(await screen.findByText(/As it is now/)).toBeDefined();
  await userEvent.clear(field);
  await userEvent.type(field, '24');
  expect(await screen.findByText(/\d+ more than now/)).toBeDefined();
  expect(backend.requests.filter((request) => request === 'PUT /api/v1/settings')).toEqual([]);
});
