import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTrackunit, demoAccounts } from '../index.ts';
import { irisAppId, manifest, startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;

test('the app library shows scopes for consent, extensions with their frames, and who installed the app', async () => {
  await using app = await startApp();
  await app.install(alpine, ['account.asset.manage']);
  const [row] = (await app.control('GET', '/apps')).body;
  expect(row).toMatchObject({ irisAppId, version: '1.0.0', name: 'Acme', scopes: manifest.scopes });
  expect(row.extensions).toEqual([
    {
      id: 'acme-fleet',
      type: 'FLEET_EXTENSION',
      menuItem: { name: 'Acme', icon: 'ChartBar' },
      frameUrl: `${app.trackunit.appsUrl}/frame/${encodeURIComponent(irisAppId)}/acme-fleet`,
    },
  ]);
  expect(row.installs).toMatchObject([
    {
      accountId: alpine,
      grantedScopes: ['asset.view'],
      deniedScopes: ['account.asset.manage'],
      pendingScopes: [],
    },
  ]);
});

test('a required scope cannot be denied', async () => {
  await using app = await startApp();
  const { status, body } = await app.control('POST', '/installs', {
    irisAppId,
    accountId: alpine,
    denyScopes: ['asset.view'],
  });
  expect([status, body.code]).toEqual([400, 'scope_not_optional']);
  expect(app.backend.received).toEqual([]);
});

test('an unknown app and an unknown account are told apart', async () => {
  await using app = await startApp();
  const install = (body: object) => app.control('POST', '/installs', body);
  expect((await install({ irisAppId: '@no/app', accountId: alpine })).body.code).toBe('unknown_app');
  expect((await install({ irisAppId, accountId: 'nobody' })).body.code).toBe('unknown_account');
  await expect(app.trackunit.install({ irisAppId, accountId: 'nobody' })).rejects.toMatchObject({
    code: 'unknown_account',
  });
});

test('a body that is no JSON, of another type or of another form is refused', async () => {
  await using app = await startApp();
  const send = (body: string, type: string) =>
    fetch(`${app.trackunit.url}/_emulator/installs`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': type },
    });
  expect((await send('{', 'application/json')).status).toBe(400);
  expect((await send('{}', 'text/plain')).status).toBe(415);
  expect(await (await send('{"irisAppId":7}', 'application/json')).json()).toMatchObject({
    code: 'constraint_violation',
    violations: expect.arrayContaining([{ field: 'irisAppId', message: expect.any(String) }]),
  });
});

test('a reinstall brings a new credential and ends the old one', async () => {
  await using app = await startApp();
  await app.install();
  const old = app.credentialOf(nordhavn);
  const api = app.withToken(await app.getToken());
  await app.install();
  expect(app.credentialOf(nordhavn)).not.toEqual(old);
  expect((await api('GET', '/api/asset/v2/assets')).status).toBe(401);
  const again = await app.post('/apptoken', {
    grant_type: 'client_credentials',
    ...old,
    scope: 'asset.view',
  });
  expect(again.body.errorCode).toBe('invalid_client');
});

test('a reinstall may hand over the same credential, also after an uninstall', async () => {
  await using app = await startApp();
  await app.install();
  const old = app.credentialOf(nordhavn);
  await app.trackunit.uninstall({ irisAppId, accountId: nordhavn });
  await app.trackunit.install({ irisAppId, accountId: nordhavn, reuseCredential: true });
  expect(app.credentialOf(nordhavn)).toEqual(old);
  expect((await app.requestToken(nordhavn, 'asset.view')).status).toBe(200);
});

test('an uninstall is silent and ends the client and its tokens', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  const { status } = await app.control('DELETE', '/installs', { irisAppId, accountId: nordhavn });
  expect(status).toBe(200);
  expect(app.backend.received).toHaveLength(1);
  expect((await api('GET', '/api/asset/v2/assets')).body.code).toBe('unauthorized');
  expect((await app.requestToken(nordhavn, 'asset.view')).body.errorCode).toBe('invalid_client');
  const again = await app.control('DELETE', '/installs', { irisAppId, accountId: nordhavn });
  expect([again.status, again.body.code]).toEqual([404, 'not_installed']);
});

test('an uninstall tells the app where that is chosen', async () => {
  await using app = await startApp({ choices: { uninstallMessage: 'UNINSTALLED' } });
  await app.install();
  await app.trackunit.uninstall({ irisAppId, accountId: nordhavn });
  expect(app.backend.received.at(-1)?.body).toEqual({ type: 'UNINSTALLED', irisAppId, accountId: nordhavn });
});

test('a version that asks for more waits for consent, keeps its credential, and then grants it', async () => {
  await using app = await startApp();
  await app.install();
  const before = app.credentialOf(nordhavn);
  const scopes = [...manifest.scopes, { scope: 'account.site.manage', optional: true }];
  await app.control('POST', '/apps', {
    manifest: { ...manifest, tokenCallback: { url: app.backend.url }, scopes },
    version: '1.1.0',
  });
  const [row] = (await app.control('GET', '/apps')).body;
  expect(row.installs[0]).toMatchObject({
    version: '1.0.0',
    pendingScopes: [{ scope: 'account.site.manage', optional: true }],
  });
  expect((await app.requestToken(nordhavn, 'account.site.manage')).body.error).toBe('invalid_scope');
  const upgrade = await app.control('POST', '/upgrades', { irisAppId, accountId: nordhavn });
  expect(upgrade.body.install).toMatchObject({ version: '1.1.0', pendingScopes: [] });
  expect(app.credentialOf(nordhavn)).toEqual(before);
  expect((await app.requestToken(nordhavn, 'account.site.manage')).body.scope).toBe('account.site.manage');
});

/** Nordhavn denies the optional scope; then a version with other scopes appears. */
const startWithDenied = async (scopes: readonly { readonly scope: string; readonly optional: boolean }[]) => {
  const app = await startApp();
  await app.install(nordhavn, ['account.asset.manage']);
  await app.control('POST', '/apps', { manifest: { ...manifest, scopes }, version: '1.1.0' });
  const upgrade = async (choice: { readonly denyScopes?: readonly string[] } = {}) =>
    (await app.control('POST', '/upgrades', { irisAppId, accountId: nordhavn, ...choice })).body.install;
  return { app, upgrade, [Symbol.asyncDispose]: app.close };
};

test('an upgrade keeps what was denied, unless it brings a choice of its own', async () => {
  await using run = await startWithDenied(manifest.scopes);
  expect(await run.upgrade()).toMatchObject({
    grantedScopes: ['asset.view'],
    deniedScopes: ['account.asset.manage'],
  });
  expect(await run.upgrade({ denyScopes: [] })).toMatchObject({
    grantedScopes: ['asset.view', 'account.asset.manage'],
    deniedScopes: [],
  });
  expect((await run.app.requestToken(nordhavn, 'account.asset.manage')).body.scope).toBe(
    'account.asset.manage',
  );
});

test('a denied scope that is required now waits for consent, and an upgrade grants it', async () => {
  await using run = await startWithDenied(manifest.scopes.map(({ scope }) => ({ scope, optional: false })));
  const [row] = (await run.app.control('GET', '/apps')).body;
  expect(row.installs[0].pendingScopes).toEqual([{ scope: 'account.asset.manage', optional: false }]);
  expect(await run.upgrade()).toMatchObject({
    grantedScopes: ['asset.view', 'account.asset.manage'],
    deniedScopes: [],
    pendingScopes: [],
  });
});

test('a denied scope that the manifest gave up is neither granted nor denied after an upgrade', async () => {
  await using run = await startWithDenied([{ scope: 'asset.view', optional: false }]);
  expect(await run.upgrade()).toMatchObject({ grantedScopes: ['asset.view'], deniedScopes: [] });
});

test('an upgrade of what is not installed, and a manifest that cannot be read, are refused', async () => {
  await using app = await startApp();
  const upgrade = await app.control('POST', '/upgrades', { irisAppId, accountId: alpine });
  expect([upgrade.status, upgrade.body.code]).toEqual([404, 'not_installed']);
  const bad = await app.control('POST', '/apps', { manifest: { extensions: [] } });
  expect([bad.status, bad.body.code, bad.body.message]).toEqual([
    400,
    'bad_manifest',
    expect.stringMatching(/moduleFederationName/),
  ]);
});

test('a restart with its state file keeps installs, keys and tokens; a wiped one starts anew', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trackunit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stateFile = join(folder, 'state.json');
  const first = await startApp({ stateFile });
  const token = await first.getToken(alpine);
  const keys = (await first.call('GET', '/api/marketplace/jwks')).text;
  await first.close();
  expect((await stat(stateFile)).mode & 0o777).toBe(0o600);

  const second = await startApp({ stateFile });
  expect((await second.call('GET', '/api/marketplace/jwks')).text).toBe(keys);
  expect((await second.withToken(token)('GET', '/api/asset/v2/assets')).status).toBe(200);
  expect((await second.control('GET', '/apps')).body[0].installs).toHaveLength(1);
  await second.close();

  await rm(stateFile);
  const third = await startApp({ stateFile });
  expect((await third.control('GET', '/apps')).body[0].installs).toHaveLength(0);
  expect((await third.withToken(token)('GET', '/api/asset/v2/assets')).status).toBe(401);
  await third.close();
});

test('a state file that cannot be understood ends the start with its cure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trackunit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stateFile = join(folder, 'state.json');
  await writeFile(stateFile, 'not json');
  await expect(createTrackunit({ stateFile })).rejects.toThrow(/no JSON. Delete it to start anew/);
  await writeFile(stateFile, '{"form":99}');
  await expect(createTrackunit({ stateFile })).rejects.toThrow(/another version/);
  expect(await readFile(stateFile, 'utf8')).toBe('{"form":99}');
});

test('a port that is taken is named with its cure', async () => {
  await using trackunit = await createTrackunit();
  const port = Number(new URL(trackunit.url).port);
  await expect(createTrackunit({ port })).rejects.toThrow(new RegExp(`Port ${port} .* is taken`));
  await expect(createTrackunit({ appsPort: port })).rejects.toThrow(/is taken/);
});
