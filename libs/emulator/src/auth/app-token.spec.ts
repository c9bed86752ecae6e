import { expect, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { irisAppId, startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;
const base = { grant_type: 'client_credentials', scope: 'asset.view' };

test('a token tells its lifetime and what was granted', async () => {
  await using app = await startApp();
  await app.install();
  const { status, body } = await app.requestToken(nordhavn, 'asset.view account.asset.manage');
  expect(status).toBe(200);
  expect(body).toEqual({
    token_type: 'Bearer',
    expires_in: 3600,
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    scope: 'asset.view account.asset.manage',
  });
});

test('a scope that was denied at install is dropped from the token', async () => {
  await using app = await startApp();
  await app.install(nordhavn, ['account.asset.manage']);
  const { body } = await app.requestToken(nordhavn, 'asset.view account.asset.manage');
  expect(body.scope).toBe('asset.view');
});

test('a scope that was denied at install is refused where the choice says so', async () => {
  await using app = await startApp({ choices: { deniedScopes: 'reject' } });
  await app.install(nordhavn, ['account.asset.manage']);
  const { status, body } = await app.requestToken(nordhavn, 'asset.view account.asset.manage');
  expect([status, body.error]).toEqual([400, 'invalid_scope']);
});

test('a scope that the manifest lacks is refused', async () => {
  await using app = await startApp();
  await app.install();
  const { status, body } = await app.requestToken(nordhavn, 'asset.view account.delete');
  expect([status, body.error]).toEqual([400, 'invalid_scope']);
});

test('an unknown client is told so in Okta’s form, a wrong secret in OAuth’s, with a hint for people', async () => {
  await using app = await startApp();
  await app.install();
  const unknown = await app.post('/apptoken', { ...base, client_id: '0oaNobody', client_secret: 'x' });
  expect([unknown.status, unknown.body.errorCode]).toEqual([401, 'invalid_client']);
  const wrong = await app.post('/apptoken', {
    ...base,
    ...app.credentialOf(nordhavn),
    client_secret: 'wrong',
  });
  expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
  expect(wrong.headers.get('x-emulator-hint')).toMatch(/client_secret/);
});

test.each([
  ['oauth', 'error'],
  ['okta', 'errorCode'],
] as const)('errors come in the form %s when that is chosen', async (tokenErrors, member) => {
  await using app = await startApp({ choices: { tokenErrors } });
  const { body } = await app.post('/apptoken', { ...base, client_id: '0oaNobody', client_secret: 'x' });
  expect(body[member]).toBe('invalid_client');
});

test('another grant and another body form are refused', async () => {
  await using app = await startApp();
  await app.install();
  const grant = await app.post('/apptoken', { ...app.credentialOf(nordhavn), grant_type: 'password' });
  expect([grant.status, grant.body.error]).toEqual([400, 'unsupported_grant_type']);
  const json = await app.call('POST', '/apptoken', base);
  expect([json.status, json.body.error]).toEqual([400, 'invalid_request']);
});

test('a request without a scope is refused', async () => {
  await using app = await startApp();
  await app.install();
  const { status, body } = await app.requestToken(nordhavn, '');
  expect([status, body.error]).toEqual([400, 'invalid_scope']);
});

test('a token opens its own account and no other', async () => {
  await using app = await startApp();
  await app.getToken(alpine);
  const api = app.withToken(await app.getToken(nordhavn));
  const [foreign] = app.trackunit.truth(alpine).assets;
  expect((await api('GET', `/api/asset/v1/assets/${foreign?.assetId}`)).status).toBe(404);
  expect((await api('GET', '/api/asset/v2/assets')).body.totalElements).toBe(60);
});

test('a token ends after its lifetime by the emulator’s time', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  expect((await api('GET', '/api/asset/v2/assets')).status).toBe(200);
  app.trackunit.advance(3600_000);
  const { status, body } = await api('GET', '/api/asset/v2/assets');
  expect([status, body.code, body.message]).toEqual([401, 'unauthorized', expect.stringMatching(/expired/)]);
});

test('a token of another maker opens nothing and the answer says where to get one', async () => {
  await using app = await startApp();
  const { status, body } = await app.withToken('eyJhbGciOiJub25lIn0.e30.')('GET', '/api/asset/v2/assets');
  expect([status, body.message]).toEqual([401, expect.stringMatching(/apptoken/)]);
  expect((await app.call('GET', '/api/asset/v2/assets')).status).toBe(401);
});

test('a token without the scope is refused by name', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken(nordhavn, 'asset.view'));
  const [asset] = app.trackunit.truth(nordhavn).assets;
  const { status, body } = await api('PATCH', `/api/asset/v1/assets/${asset?.assetId}`, { name: 'x' });
  expect([status, body.message]).toEqual([
    403,
    expect.stringMatching(/account\.asset\.manage.*holds asset\.view/),
  ]);
});

test('somebody can revoke one token', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  const [{ tokenId }] = (await app.control('GET', '/tokens')).body;
  expect((await app.control('DELETE', `/tokens/${tokenId}`)).status).toBe(204);
  expect((await api('GET', '/api/asset/v2/assets')).status).toBe(401);
});

test('the list of tokens says which of them were ended', async () => {
  await using app = await startApp();
  await app.getToken(nordhavn);
  await app.getToken(alpine);
  const [{ tokenId }] = (await app.control('GET', '/tokens')).body;
  await app.control('DELETE', `/tokens/${tokenId}`);
  const listed = async () =>
    (await app.control('GET', '/tokens')).body.map(({ revoked }: { revoked: boolean }) => revoked);
  expect(await listed()).toEqual([true, false]);
  await app.trackunit.uninstall({ irisAppId, accountId: nordhavn });
  expect(await listed()).toEqual([true, true]);
});

test('a token that is signed while everything is reset opens nothing', async () => {
  let reset: (() => Promise<void>) | undefined;
  await using app = await startApp({
    createId: () => {
      void reset?.();
      reset = undefined;
      return crypto.randomUUID();
    },
  });
  await app.install();
  reset = app.trackunit.reset;
  const { body } = await app.requestToken(nordhavn, 'asset.view');
  expect((await app.withToken(body.access_token)('GET', '/api/asset/v2/assets')).status).toBe(401);
  expect((await app.control('GET', '/tokens')).body).toEqual([]);
});
