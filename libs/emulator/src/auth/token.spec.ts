import { expect, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { startApp } from '../testing/start-app.ts';

const { alpine } = demoAccounts;

const startWithUser = async () => {
  const app = await startApp();
  const user = (
    await app.control('POST', '/api-users', { accountId: alpine, username: 'sync@alpine.example' })
  ).body;
  const basic = {
    Authorization: `Basic ${Buffer.from(`${user.clientId}:${user.clientSecret}`).toString('base64')}`,
  };
  const password = { grant_type: 'password', username: user.username, password: user.password };
  const send = (form: Record<string, string>, headers: Record<string, string> = basic) =>
    app.post('/token', form, headers);
  return { app, user, password, send, [Symbol.asyncDispose]: app.close };
};

test('an API user’s password becomes a token that acts as an administrator', async () => {
  await using run = await startWithUser();
  const { status, body } = await run.send({ ...run.password, scope: 'api' });
  expect([status, body.expires_in, body.refresh_token]).toEqual([200, 3600, undefined]);
  const assets = await run.app.withToken(body.access_token)('GET', '/api/asset/v2/assets');
  expect(assets.body.totalElements).toBe(250);
});

test('a refresh token works once and brings the next', async () => {
  await using run = await startWithUser();
  const first = (await run.send({ ...run.password, scope: 'api offline_access' })).body;
  const turn = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
  const second = await run.send(turn);
  expect(second.status).toBe(200);
  expect(second.body.refresh_token).not.toBe(first.refresh_token);
  const again = await run.send(turn);
  expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
  expect((await run.send({ ...turn, refresh_token: second.body.refresh_token })).status).toBe(200);
});

test('a wrong password, a foreign scope and another grant are refused', async () => {
  await using run = await startWithUser();
  const wrong = await run.send({ ...run.password, password: 'no', scope: 'api' });
  expect([wrong.status, wrong.body.error]).toEqual([400, 'invalid_grant']);
  expect((await run.send({ ...run.password, scope: 'asset.view' })).body.error).toBe('invalid_scope');
  expect((await run.send({ grant_type: 'implicit' })).body.error).toBe('unsupported_grant_type');
});

test('the client authenticates by a Basic header, with its own secret', async () => {
  await using run = await startWithUser();
  const missing = await run.send({ ...run.password, scope: 'api' }, {});
  expect([missing.status, missing.body.errorCode]).toEqual([401, 'invalid_client']);
  const wrong = { Authorization: `Basic ${Buffer.from(`${run.user.clientId}:no`).toString('base64')}` };
  expect((await run.send({ ...run.password, scope: 'api' }, wrong)).body.error).toBe('invalid_client');
  expect((await run.app.call('POST', '/token', {})).body.error).toBe('invalid_request');
});

test('the id and the secret of a Basic header are form-encoded, whichever letters a client writes so', async () => {
  await using run = await startWithUser();
  const encode = (text: string) => `%${Buffer.from(text).toString('hex').match(/../g)?.join('%') ?? ''}`;
  const client = `${encode(run.user.clientId)}:${encode(run.user.clientSecret)}`;
  const headers = { Authorization: `Basic ${Buffer.from(client).toString('base64')}` };
  expect((await run.send({ ...run.password, scope: 'api' }, headers)).status).toBe(200);
});

test('an API key becomes a token of twenty minutes with its own scopes only', async () => {
  await using app = await startApp();
  const key = (await app.control('POST', '/api-keys', { accountId: alpine, scopes: ['asset.view'] })).body;
  const form = { grant_type: 'client_credentials', client_id: key.clientId, client_secret: key.clientSecret };
  const { status, body } = await app.post('/token/v2', { ...form, scope: 'asset.view' });
  expect([status, body.expires_in, body.scope]).toEqual([200, 1200, 'asset.view']);
  const wide = await app.post('/token/v2', { ...form, scope: 'asset.view account.delete' });
  expect([wide.status, wide.body]).toEqual([
    400,
    { error: 'invalid_scope', error_description: 'Requested scope is not allowed for this API Key.' },
  ]);
  expect((await app.post('/token/v2', { ...form, grant_type: 'password' })).body.error).toBe(
    'unsupported_grant_type',
  );
  expect((await app.post('/token/v2', { ...form, client_secret: 'no', scope: 'asset.view' })).status).toBe(
    401,
  );
  expect(
    (await app.post('/token/v2', { ...form, client_id: 'no', scope: 'asset.view' })).body.errorCode,
  ).toBe('invalid_client');
  expect((await app.call('POST', '/token/v2', {})).body.error).toBe('invalid_request');
});

test('the eleventh API key of an account is refused, and one that is taken away ends its tokens', async () => {
  await using app = await startApp();
  const make = () => app.control('POST', '/api-keys', { accountId: alpine, scopes: ['asset.view'] });
  const key = (await make()).body;
  for (let i = 1; i < 10; i += 1) expect((await make()).status).toBe(200);
  expect((await make()).body.code).toBe('too_many_api_keys');
  const form = { grant_type: 'client_credentials', client_id: key.clientId, client_secret: key.clientSecret };
  const { access_token: token } = (await app.post('/token/v2', { ...form, scope: 'asset.view' })).body;
  expect((await app.control('DELETE', `/credentials/${key.clientId}`)).status).toBe(204);
  expect((await app.withToken(token)('GET', '/api/asset/v2/assets')).status).toBe(401);
  expect((await app.control('DELETE', `/credentials/${key.clientId}`)).body.code).toBe('unknown_client');
});

test('lists of credentials show no secret, and a scope that nobody documents is no scope', async () => {
  await using run = await startWithUser();
  await run.app.control('POST', '/api-keys', { accountId: alpine, scopes: ['asset.view'] });
  const shown = `${(await run.app.control('GET', '/api-users')).text}${(await run.app.control('GET', '/api-keys')).text}`;
  expect(shown).toContain(run.user.clientId);
  expect(shown).not.toMatch(/secret|password/i);
  const odd = await run.app.control('POST', '/api-keys', { accountId: alpine, scopes: ['asset.teleport'] });
  expect([odd.status, odd.body.code]).toEqual([400, 'constraint_violation']);
  const lost = await run.app.control('POST', '/api-users', { accountId: 'nobody', username: 'x' });
  expect([lost.status, lost.body.code]).toEqual([404, 'unknown_account']);
});
