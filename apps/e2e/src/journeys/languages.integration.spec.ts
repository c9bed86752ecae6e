import {
  defaultSettings,
  type Account,
  type Page,
  type Sync,
  type WebhookTest,
} from '@fleet-watch/contracts';
import type { AccountSummary } from '@fleet-watch/emulator';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startSystem, type System } from '../testing/start-system.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

let system: System;
let receiver: WebhookReceiver;
let account: AccountSummary;
let failed: Sync;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  system = await startSystem({
    env: { ALLOW_PRIVATE_WEBHOOKS: 'true' },
    embeddedTemplate: inject('embeddedTemplateFolder'),
  });
  account = system.accounts[0]!;
  const { accountId } = account;
  system.trackunit.addFault({ route: '*/api/*', accountId, effect: { kind: 'status', status: 403 } });
  failed = (await system.install(account)).lastSync!;
});
afterAll(async () => {
  await system.close();
  receiver.close();
});

const ask = (language: string, path: string, init: RequestInit = {}): Promise<Response> =>
  system.ask(account, `/api/v1/${path}`, { ...init, headers: { 'Accept-Language': language } });

const read = async <Body>(language: string, path: string): Promise<Body> =>
  (await (await ask(language, path)).json()) as Body;

const sentences = {
  en: 'Trackunit does not let Fleet Watch read this fleet.',
  da: 'Trackunit lader ikke Fleet Watch læse denne flåde.',
  de: 'Trackunit lässt Fleet Watch diese Flotte nicht lesen.',
} as const;

test('why a sync failed is English for whoever asks for nothing else', () => {
  expect(failed).toMatchObject({ state: 'FAILED', error: sentences.en });
});

test.each(['da', 'de', 'en'] as const)(
  'wherever a sync is told, why it failed is in %s',
  async (language) => {
    const error = sentences[language];
    expect((await read<Account>(language, 'account')).lastSync?.error).toBe(error);
    expect((await read<Page<Sync>>(language, 'syncs')).content[0]?.error).toBe(error);
    expect((await read<Sync>(language, `syncs/${failed.id}`)).error).toBe(error);
    const events = await ask(language, `syncs/${failed.id}/events`);
    expect(await events.text()).toContain(JSON.stringify(error));
    expect(events.headers.get('Content-Language')).toBe(language);
    expect(events.headers.get('Vary')).toContain('Accept-Language');
  },
);

test('why a webhook’s test did not arrive is in the language of whoever sent it', async () => {
  const body = JSON.stringify({ ...defaultSettings, webhook: { url: receiver.url, enabled: false } });
  const headers = { 'Content-Type': 'application/json' };
  expect((await system.ask(account, '/api/v1/settings', { method: 'PUT', headers, body })).status).toBe(200);
  receiver.answerNext(500);
  const test = await ask('de', 'webhook/test', { method: 'POST' });
  expect((await test.json()) as WebhookTest).toEqual({
    ...{ delivered: false, status: 500, error: 'Der Server hat mit dem Status 500 geantwortet.' },
  });
});
