import type { ErrorBody } from '@fleet-watch/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { irisAppId, startSystem, type System } from '../testing/start-system.ts';
import { startTokenRecorder, type TokenRecorder } from '../testing/token-recorder.ts';

let system: System;
let recorder: TokenRecorder;
const account = () => system.accounts[0]!;
const userId = () => account().users[0]!.userId;

beforeAll(async () => {
  recorder = await startTokenRecorder(() => system.trackunit.url);
  system = await startSystem({
    env: { TRACKUNIT_AUTH_URL: recorder.url },
    embeddedTemplate: inject('embeddedTemplateFolder'),
  });
  await system.install(account());
});
afterAll(async () => {
  await system.close();
  await recorder.close();
});

const call = (token: string, method = 'GET', path = '/api/v1/account') =>
  fetch(`${system.backend().url}${path}`, { method, headers: { Authorization: `Bearer ${token}` } });

const toRefusal = async (answer: Response) => [answer.status, ((await answer.json()) as ErrorBody).code];

const control = async <Body>(path: string, body: object): Promise<Body> => {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await (await fetch(`${system.trackunit.url}/_emulator/${path}`, init)).json()) as Body;
};

const askForToken = async (path: string, form: Record<string, string>): Promise<string> => {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
  const answer = await fetch(`${system.trackunit.url}${path}`, { method: 'POST', body });
  const { access_token = '' } = (await answer.json()) as { access_token?: string };
  expect(access_token).toMatch(/^eyJ/);
  return access_token;
};

test('a user’s token for another app of the account opens nothing, and one that names no app may pass', async () => {
  const tokenWith = async (members: object) =>
    (await system.trackunit.userToken({ userId: userId(), irisAppId, ...members })).token;
  expect((await call(await tokenWith({}))).status).toBe(200);
  expect((await call(await tokenWith({ omitClaims: ['irisAppId'] }))).status).toBe(200);
  const other = await call(await tokenWith({ claims: { irisAppId: '@x/y' } }));
  expect(await toRefusal(other)).toEqual([401, 'token_invalid']);
});

test('an API key of the account opens nothing, whatever its scopes', async () => {
  const scopes = ['asset.view'];
  const { accountId } = account();
  const key = await control<{ clientId: string; clientSecret: string }>('api-keys', { accountId, scopes });
  const { clientId: client_id, clientSecret: client_secret } = key;
  const token = await askForToken('/token/v2', { client_id, client_secret, scope: 'asset.view' });
  const answer = await call(token, 'POST', '/api/v1/webhook/secret');
  expect(await toRefusal(answer)).toEqual([401, 'token_invalid']);
});

test('the app’s own token for the account, by which the backend acts, opens nothing either', async () => {
  const [form] = recorder.forms();
  const token = await askForToken('/apptoken', Object.fromEntries(form ?? []));
  expect(await toRefusal(await call(token))).toEqual([401, 'token_invalid']);
});

test('a 401 says by which scheme to come, and of a token that it is not good', async () => {
  const missing = await fetch(`${system.backend().url}/api/v1/account`);
  expect(missing.headers.get('www-authenticate')).toBe('Bearer realm="Fleet Watch"');
  const wrong = await call('abc.def.ghi');
  expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"');
  const { token } = await system.trackunit.userToken({ userId: userId(), irisAppId, expiresInSeconds: -120 });
  const expired = await call(token);
  expect(await toRefusal(expired)).toEqual([401, 'token_expired']);
  expect(expired.headers.get('www-authenticate')).toContain('error="invalid_token"');
});
