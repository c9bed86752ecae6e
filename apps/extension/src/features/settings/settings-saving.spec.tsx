import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { createFixtureBackend, type FixtureBackend } from '../../testing/fixture-backend.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { section, thresholds } from '../../testing/settings-under-test.ts';
import { SettingsPage } from './settings-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

/** A backend whose saves take until they are let through; what they are answered then is for the test to say. */
const createSlow = (refusal?: Response) => {
  const inner = createFixtureBackend();
  const puts: unknown[] = [];
  const gate = Promise.withResolvers<undefined>();
  const backend: FixtureBackend = {
    requests: inner.requests,
    answer: async (request) => {
      if (request.method !== 'PUT') return inner.answer(request);
      puts.push(await request.clone().json());
      await gate.promise;
      return refusal?.clone() ?? inner.answer(request);
    },
  };
  return { backend, puts, letThrough: () => gate.resolve(undefined) };
};

const findHours = () => screen.findByRole('spinbutton', { name: 'For every machine' });
const getSave = (name: string) => section(name).getByRole('button', { name: 'Save' });

const type = async (field: HTMLElement, text: string) => {
  await userEvent.clear(field);
  await userEvent.type(field, text);
};

test('a threshold typed while another is being saved stays to be saved, too', async () => {
  const { backend, puts, letThrough } = createSlow();
  render(SettingsPage, { backend });
  const field = await findHours();
  await type(field, '96');
  await userEvent.click(getSave(thresholds));
  await waitFor(() => expect(puts).toHaveLength(1));
  await type(field, '120');
  letThrough();
  await waitFor(() => expect(getSave(thresholds).getAttribute('aria-busy')).toBeNull());
  expect(field).toHaveProperty('value', '120');
  await userEvent.click(getSave(thresholds));
  expect(await section(thresholds).findByText('Saved.')).toBeDefined();
  expect(puts[1]).toMatchObject({ silentAfterHours: 120 });
});

test('an address typed while another is being saved stays to be saved, too', async () => {
  const { backend, puts, letThrough } = createSlow();
  render(SettingsPage, { backend });
  const url = await screen.findByRole('textbox', { name: 'Address' });
  await type(url, 'https://one.example.com');
  await userEvent.click(getSave('Webhook'));
  await waitFor(() => expect(puts).toHaveLength(1));
  await type(url, 'https://two.example.com');
  letThrough();
  await waitFor(() => expect(getSave('Webhook').getAttribute('aria-busy')).toBeNull());
  expect(url).toHaveProperty('value', 'https://two.example.com');
});

test('a form that is being saved is not sent a second time', async () => {
  const { backend, puts, letThrough } = createSlow();
  render(SettingsPage, { backend });
  await type(await findHours(), '96');
  await userEvent.click(getSave(thresholds));
  await waitFor(() => expect(puts).toHaveLength(1));
  await userEvent.click(getSave(thresholds));
  letThrough();
  expect(await section(thresholds).findByText('Saved.')).toBeDefined();
  expect(puts).toHaveLength(1);
});

test('Enter in a field saves what was changed, once, and nothing where nothing was', async () => {
  const { backend, puts, letThrough } = createSlow();
  const { container } = render(SettingsPage, { backend });
  const field = await findHours();
  await userEvent.type(field, '{Enter}');
  await type(field, '96{Enter}{Enter}');
  await waitFor(() => expect(puts).toHaveLength(1));
  letThrough();
  expect(await section(thresholds).findByText('Saved.')).toBeDefined();
  expect(puts).toEqual([expect.objectContaining({ silentAfterHours: 96 })]);
  // A sandbox without `allow-forms` drops every submission, which no component test can see.
  expect(container.querySelector('form')).toBeNull();
});

test('Enter that ends the composition of a word saves nothing', async () => {
  const { backend, puts, letThrough } = createSlow();
  render(SettingsPage, { backend });
  const field = await findHours();
  letThrough();
  await type(field, '96');
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  await userEvent.click(section(thresholds).getByRole('button', { name: 'Discard' }));
  expect(puts).toEqual([]);
});

test('Enter on a button among the fields presses that button, and saves nothing', async () => {
  const { backend, puts, letThrough } = createSlow();
  render(SettingsPage, { backend });
  const field = await findHours();
  letThrough();
  await type(field, '96');
  section(thresholds).getByRole('button', { name: 'Discard' }).focus();
  await userEvent.keyboard('{Enter}');
  expect(field).toHaveProperty('value', '72');
  expect(puts).toEqual([]);
});

const refusal = Response.json({ status: 500, code: 'internal_error', message: '' }, { status: 500 });

test('two changes that are refused one after the other leave everything as it was', async () => {
  const { backend, puts, letThrough } = createSlow(refusal);
  render(SettingsPage, { backend });
  await type(await screen.findByRole('textbox', { name: 'Address' }), 'https://one.example.com');
  const webhook = within(screen.getByRole('region', { name: 'Webhook' }));
  await userEvent.click(getSave('Webhook'));
  const writeBack = screen.getByRole('switch', { name: /Write/ });
  await userEvent.click(writeBack);
  await waitFor(() => expect(writeBack).toHaveProperty('checked', true));
  letThrough();
  await waitFor(() => expect(puts).toHaveLength(2));
  await waitFor(() => expect(writeBack).toHaveProperty('checked', false));
  await userEvent.click(webhook.getByRole('button', { name: 'Discard' }));
  expect(webhook.getByRole('textbox', { name: 'Address' })).toHaveProperty('value', '');
});

test('a change is put into what somebody else has saved since the page was opened', async () => {
  const { backend, puts, letThrough } = createSlow();
  render(SettingsPage, { backend });
  const field = await findHours();
  letThrough();
  const elsewhere = { silentAfterHours: 24, silentAfterHoursByAssetType: {}, webhook: null, writeBack: true };
  const headers = { Authorization: 'Bearer token-of-a-test' };
  const body = JSON.stringify(elsewhere);
  await backend.answer(
    new Request('http://localhost:4300/api/v1/settings', { method: 'PUT', headers, body }),
  );
  await type(field, '96');
  await userEvent.click(getSave(thresholds));
  await waitFor(() => expect(puts).toHaveLength(2));
  expect(puts[1]).toMatchObject({ silentAfterHours: 96, writeBack: true });
});

test('two changes that are saved at the same moment are both there afterwards', async () => {
  const { backend, puts, letThrough } = createSlow();
  render(SettingsPage, { backend });
  await type(await findHours(), '96');
  await userEvent.click(getSave(thresholds));
  await userEvent.click(screen.getByRole('switch', { name: /Write/ }));
  letThrough();
  await waitFor(() => expect(puts).toHaveLength(2));
  expect(puts[1]).toMatchObject({ silentAfterHours: 96, writeBack: true });
});

/** A backend that refuses the first save; what it is asked for after that, but for the save's own sake, comes late. */
const createRefusingOnce = () => {
  const inner = createFixtureBackend();
  const late = Promise.withResolvers<undefined>();
  let [puts, gets] = [0, 0];
  const backend: FixtureBackend = {
    requests: inner.requests,
    answer: async (request) => {
      if (request.method === 'PUT') return (puts += 1) === 1 ? refusal.clone() : inner.answer(request);
      const answer = await inner.answer(request);
      const isSettings = new URL(request.url).pathname.endsWith('/settings');
      // The page's own, the one of the save that is refused, and then the one that the refusal asks for.
      if (isSettings && (gets += 1) === 3) await late.promise;
      return answer;
    },
  };
  return { backend, puts: () => puts, gets: () => gets, letThrough: () => late.resolve(undefined) };
};

test('a refusal makes the page ask anew what the account has', async () => {
  const { backend, gets, letThrough } = createRefusingOnce();
  render(SettingsPage, { backend });
  await findHours();
  letThrough();
  await userEvent.click(screen.getByRole('switch', { name: /Write/ }));
  await waitFor(() => expect(gets()).toBe(3));
});

test('an answer from before a save does not take it back', async () => {
  const { backend, puts, gets, letThrough } = createRefusingOnce();
  render(SettingsPage, { backend });
  await findHours();
  const writeBack = screen.getByRole('switch', { name: /Write/ });
  await userEvent.click(writeBack);
  await waitFor(() => expect(gets()).toBe(3));
  await userEvent.click(writeBack);
  await waitFor(() => expect(puts()).toBe(2));
  await waitFor(() => expect(writeBack).toHaveProperty('checked', true));
  letThrough();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(writeBack).toHaveProperty('checked', true);
});

test('Discard takes the reason of a refusal away with the change', async () => {
  const { backend, letThrough } = createSlow(refusal);
  render(SettingsPage, { backend });
  await type(await findHours(), '96');
  letThrough();
  await userEvent.click(getSave(thresholds));
  expect(await section(thresholds).findByRole('alert')).toBeDefined();
  await userEvent.click(section(thresholds).getByRole('button', { name: 'Discard' }));
  expect(section(thresholds).queryByRole('alert')).toBeNull();
});
