import { onlineManager } from '@tanstack/react-query';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { createFixtureBackend, type FixtureBackend } from '../../testing/fixture-backend.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { SettingsPage } from './settings-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);
afterEach(() => onlineManager.setOnline(true));

/** A backend that keeps what was put, and refuses it when it is told to. */
const createSpy = (refusal?: Response) => {
  const inner = createFixtureBackend();
  const puts: unknown[] = [];
  const backend: FixtureBackend = {
    requests: inner.requests,
    answer: async (request) => {
      if (request.method !== 'PUT') return inner.answer(request);
      puts.push(await request.clone().json());
      return refusal?.clone() ?? inner.answer(request);
    },
  };
  return { backend, puts };
};

const section = (name: string) => within(screen.getByRole('region', { name }));

const thresholds = 'When a machine counts as silent';

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

test('a threshold that is none is named and not sent', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  const field = await screen.findByRole('spinbutton', { name: 'For every machine' });
  await userEvent.clear(field);
  await userEvent.type(field, '9999');
  expect(screen.getByRole('alert').textContent).toContain('whole hours from 1 to 2,160');
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

test('a switch takes effect at once and goes back when the backend refuses', async () => {
  const body = { status: 409, code: 'scope_not_granted', message: '' };
  const { backend } = createSpy(Response.json(body, { status: 409 }));
  render(SettingsPage, { backend });
  const writeBack = await screen.findByRole('switch', { name: 'Write “silent since” to each machine' });
  await userEvent.click(writeBack);
  expect((await screen.findByRole('alert')).textContent).toContain('A permission is missing');
  await waitFor(() => expect(writeBack).toHaveProperty('checked', false));
});

test('a switch turned without a connection goes back, and says why', async () => {
  render(SettingsPage, { backend: createSpy(Response.error()).backend });
  const writeBack = await screen.findByRole('switch', { name: /Write/ });
  onlineManager.setOnline(false);
  await userEvent.click(writeBack);
  expect((await screen.findByRole('alert')).textContent).toContain('No connection to Fleet Watch');
  await waitFor(() => expect(writeBack).toHaveProperty('checked', false));
});

test('a permission that was taken back since the page was opened is explained, too', async () => {
  const [before, after] = [createFixtureBackend(), createFixtureBackend({ scenario: 'scope-denied' })];
  let isDenied = false;
  const backend: FixtureBackend = {
    requests: before.requests,
    answer: async (request) => {
      if (request.method !== 'PUT') return (isDenied ? after : before).answer(request);
      isDenied = true;
      return Response.json({ status: 409, code: 'scope_not_granted', message: '' }, { status: 409 });
    },
  };
  render(SettingsPage, { backend });
  const writeBack = await screen.findByRole('switch', { name: /Write/ });
  await userEvent.click(writeBack);
  expect(await screen.findByText(/uninstalls it and installs it again/)).toBeDefined();
  expect(writeBack).toHaveProperty('disabled', true);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a suspended account is told so, may start no sync, and can still change its settings', async () => {
  render(SettingsPage, { scenario: 'suspended' });
  expect(await screen.findByText('Fleet Watch is paused for this account')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Sync now' })).toHaveProperty('disabled', true);
  expect(section('Sync').getByText('There is no sync while Fleet Watch is paused.')).toBeDefined();
  expect(screen.getByRole('spinbutton', { name: 'For every machine' })).toBeDefined();
});

test('a denied permission is explained where it is needed, and listed', async () => {
  render(SettingsPage, { scenario: 'scope-denied' });
  expect(await screen.findByText(/uninstalls it and installs it again/)).toBeDefined();
  expect(screen.getByRole('switch', { name: /Write/ })).toHaveProperty('disabled', true);
  expect(section('Permissions').getByText('Denied')).toBeDefined();
  expect(section('Permissions').getByText('account.asset.manage')).toBeDefined();
});

test('a webhook needs a full address, and no address is no webhook', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  const url = await screen.findByRole('textbox', { name: 'Address' });
  const save = section('Webhook').getByRole('button', { name: 'Save' });
  await userEvent.type(url, 'hooks.example.com');
  await userEvent.click(save);
  expect(section('Webhook').getByRole('alert').textContent).toContain('https://');
  await userEvent.clear(url);
  await userEvent.type(url, 'https://hooks.example.com/fleet');
  await userEvent.click(section('Webhook').getByRole('switch', { name: 'Send messages' }));
  await userEvent.click(save);
  expect(await section('Webhook').findByText('Saved.')).toBeDefined();
  await userEvent.clear(url);
  await userEvent.click(section('Webhook').getByRole('switch', { name: 'Send messages' }));
  await userEvent.click(save);
  await waitFor(() => expect(puts).toHaveLength(2));
  expect(puts[0]).toMatchObject({ webhook: { url: 'https://hooks.example.com/fleet', enabled: true } });
  expect(puts[1]).toMatchObject({ webhook: null });
});

test('a name and password in an address are refused in words, and nothing is sent', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  const url = await screen.findByRole('textbox', { name: 'Address' });
  await userEvent.type(url, 'https://fleet:secret@hooks.example.com');
  await userEvent.click(section('Webhook').getByRole('button', { name: 'Save' }));
  expect(section('Webhook').getByRole('alert').textContent).toContain('Leave the user name and password out');
  expect(puts).toEqual([]);
});

test('a webhook that Fleet Watch has switched off says why, and what to do', async () => {
  const inner = createFixtureBackend();
  const webhook = { url: 'https://hooks.example.com', enabled: false };
  const status = {
    ...webhook,
    disabledReason: 'The host answered with status 410.',
    lastDelivery: null,
    hasSecret: true,
  };
  const answer = async (request: Request) => {
    const asked = `${request.method} ${new URL(request.url).pathname}`;
    if (asked === 'GET /api/v1/webhook') return Response.json(status);
    if (asked !== 'GET /api/v1/settings') return inner.answer(request);
    return Response.json({ ...((await (await inner.answer(request)).json()) as object), webhook });
  };
  render(SettingsPage, { backend: { requests: inner.requests, answer } });
  expect(await screen.findByText('Fleet Watch has switched the webhook off')).toBeDefined();
  expect(
    screen.getByText(
      /The host answered with status 410\. Mend the service.*then switch “Send messages” on and save/,
    ),
  ).toBeDefined();
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

test('a webhook can be tried, and its secret is shown once', async () => {
  const { backend } = render(SettingsPage);
  await userEvent.type(await screen.findByRole('textbox', { name: 'Address' }), 'https://hooks.example.com');
  await userEvent.click(section('Webhook').getByRole('button', { name: 'Save' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Send a test' }));
  expect(
    await screen.findByText('The test did not arrive: The host answered with status 500.'),
  ).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Make a signing secret' }));
  expect((await screen.findByLabelText('Signing secret')).textContent).toMatch(/^whsec_/);
  expect(backend.requests.filter((request) => request === 'POST /api/v1/webhook/secret')).toHaveLength(1);
});

const inLanguage = (language: string) => ({
  getCurrentUserContext: async () => ({ clientSideUserId: 'x', language }),
});

const makeSecret = async () => {
  await userEvent.type(await screen.findByRole('textbox', { name: 'Address' }), 'https://hooks.example.com');
  await userEvent.click(section('Webhook').getByRole('button', { name: 'Save' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Make a signing secret' }));
  return (await screen.findByLabelText('Signing secret')).textContent;
};

test('a secret that is copied is said to be', async () => {
  render(SettingsPage);
  const secret = await makeSecret();
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await screen.findByText('Copied.')).toBeDefined();
  expect(await navigator.clipboard.readText()).toBe(secret);
});

test('a secret that may not be copied is selected, and a person is told to copy it', async () => {
  render(SettingsPage);
  const secret = await makeSecret();
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
  document.execCommand = () => false;
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await screen.findByText(/^The secret is selected: press Ctrl\+C/)).toBeDefined();
  expect(String(getSelection())).toBe(secret);
});

test('reasons of the backend follow the language, and none stays behind in another', async () => {
  const { host } = render(SettingsPage, { scenario: 'stale', host: inLanguage('da') });
  expect(await screen.findByText('Mislykket: Trackunit svarede ikke i tide')).toBeDefined();
  await userEvent.type(screen.getByRole('textbox', { name: 'Adresse' }), 'https://hooks.example.com');
  await userEvent.click(section('Webhook').getByRole('button', { name: 'Gem' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Send en test' }));
  expect(await screen.findByText('Testen kom ikke frem: Serveren svarede med status 500.')).toBeDefined();
  act(() => host.change(inLanguage('de')));
  expect(await screen.findByText('Misslungen: Trackunit hat nicht rechtzeitig geantwortet')).toBeDefined();
  expect(screen.queryByText(/Serveren|svarede/)).toBeNull();
});

/** A backend whose syncs fail as soon as they are followed. */
const createFailing = (): FixtureBackend => {
  const inner = createFixtureBackend({ scenario: 'stale' });
  return {
    requests: inner.requests,
    answer: async (request) => {
      if (!request.url.endsWith('/events')) return inner.answer(request);
      const sync = await inner.answer(new Request(request.url.replace('/events', ''), request));
      return new Response(`data: ${await sync.text()}\n\n`);
    },
  };
};

test('why a sync that was started here failed follows the language, too', async () => {
  const { host } = render(SettingsPage, { backend: createFailing(), host: inLanguage('da') });
  await userEvent.click(await screen.findByRole('button', { name: 'Synkroniser nu' }));
  expect(
    await screen.findByText(/^Synkroniseringen mislykkedes: Trackunit svarede ikke i tide\./),
  ).toBeDefined();
  act(() => host.change(inLanguage('de')));
  expect(await screen.findByText(/misslungen: Trackunit hat nicht rechtzeitig geantwortet\./)).toBeDefined();
});

test('the last syncs are listed, failed ones with their reason', async () => {
  render(SettingsPage);
  const history = within(await screen.findByRole('list', { name: 'The last syncs' }));
  await waitFor(() => expect(history.getAllByRole('listitem')).toHaveLength(5));
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
  await waitFor(() => expect(history.getAllByRole('listitem')).toHaveLength(12));
  expect(history.getByText('Failed: Trackunit did not answer in time')).toBeDefined();
});

test('the last syncs are read anew when one has ended that others started', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const [before, after] = [createFixtureBackend({ scenario: 'first-sync' }), createFixtureBackend()];
  let isDone = false;
  const answer = (request: Request) => (isDone ? after : before).answer(request);
  render(SettingsPage, { backend: { requests: after.requests, answer } });
  expect(await screen.findByText('140 machines read', { selector: 'li *' })).toBeDefined();
  isDone = true;
  await vi.advanceTimersByTimeAsync(3_500);
  await waitFor(() => expect(screen.queryByText('140 machines read', { selector: 'li *' })).toBeNull());
  vi.useRealTimers();
});

test('a sync shows its progress until it is done', async () => {
  const { backend } = render(SettingsPage);
  await userEvent.click(await screen.findByRole('button', { name: 'Sync now' }));
  expect(await screen.findByRole('progressbar', { name: 'Progress of the sync' })).toBeDefined();
  expect(await screen.findByText(/^88 of 250 machines read$/)).toBeDefined();
  expect(await screen.findByText('Done: 250 machines are up to date.')).toBeDefined();
  expect(backend.requests.filter((request) => request.includes('/events'))).toHaveLength(1);
});

test('settings that a server which is away keeps back are told at once', async () => {
  render(SettingsPage, { scenario: 'unavailable' });
  expect(await screen.findByText(/tries again by itself/)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('settings that cannot be read offer another attempt', async () => {
  render(SettingsPage, { scenario: 'not-installed' });
  expect(await screen.findByText('Fleet Watch is not installed for this account')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});

test('a webhook that is switched on without an address is not saved, and told why', async () => {
  const { backend, puts } = createSpy();
  render(SettingsPage, { backend });
  await userEvent.click(await screen.findByRole('switch', { name: 'Send messages' }));
  await userEvent.click(section('Webhook').getByRole('button', { name: 'Save' }));
  expect(screen.getByRole('alert').textContent).toContain('Enter a full address');
  expect(puts).toEqual([]);
});
