import type { WebhookStatus } from '@fleet-watch/contracts';
import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { createFixtureBackend, type FixtureBackend } from '../../testing/fixture-backend.ts';
import { forbidCopying } from '../../testing/forbid-copying.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { inLanguage, section } from '../../testing/settings-under-test.ts';
import { SettingsPage } from './settings-page.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

const makeSecret = async () => {
  await userEvent.type(await screen.findByRole('textbox', { name: 'Address' }), 'https://hooks.example.com');
  await userEvent.click(section('Webhook').getByRole('button', { name: 'Save' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Make a signing secret' }));
  return (await screen.findByLabelText('Signing secret')).textContent;
};

/** A backend whose account has a webhook that is doing so. */
const createWithWebhook = ({ enabled, ...doing }: Partial<WebhookStatus>): FixtureBackend => {
  const inner = createFixtureBackend();
  const webhook = { url: 'https://hooks.example.com', enabled: enabled ?? true };
  const status = { ...webhook, disabledReason: null, lastDelivery: null, hasSecret: true, ...doing };
  const answer = async (request: Request) => {
    const asked = `${request.method} ${new URL(request.url).pathname}`;
    if (asked === 'GET /api/v1/webhook') return Response.json(status);
    if (asked !== 'GET /api/v1/settings') return inner.answer(request);
    return Response.json({ ...((await (await inner.answer(request)).json()) as object), webhook });
  };
  return { requests: inner.requests, answer };
};

test.each([
  [204, null, /, delivered\.$/],
  [
    302,
    'The host wants the message elsewhere.',
    /, not delivered \(The host wants the message elsewhere\)\.$/,
  ],
  [410, null, /, not delivered \(the service answered 410\)\.$/],
  [null, null, /, not delivered \(no answer\)\.$/],
])(
  'a last message that was answered with %s and failed for %j is told as it was',
  async (status, error, text) => {
    const lastDelivery = { at: '2026-11-22T05:00:00.000Z', status, error };
    render(SettingsPage, { backend: createWithWebhook({ lastDelivery }) });
    expect((await screen.findByText(/^Last message: /)).textContent).toMatch(text);
  },
);

test('a webhook that Fleet Watch has switched off says why, and what to do', async () => {
  const disabledReason = 'The host answered with status 410.';
  render(SettingsPage, { backend: createWithWebhook({ enabled: false, disabledReason }) });
  expect(await screen.findByText('Fleet Watch has switched the webhook off')).toBeDefined();
  expect(
    screen.getByText(
      /The host answered with status 410\. Mend the service.*then switch “Send messages” on and save/,
    ),
  ).toBeDefined();
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
  forbidCopying();
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
  expect(
    await screen.findByText('Fehlgeschlagen: Trackunit hat nicht rechtzeitig geantwortet'),
  ).toBeDefined();
  expect(screen.queryByText(/Serveren|svarede/)).toBeNull();
});
