import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTrackunit, demoAccounts, EmulatorError, type AppSource } from './index.ts';
import { irisAppId, manifest, startApp } from './testing/start-app.ts';

const { nordhavn } = demoAccounts;

test('the settings are strings that point every service at the emulator', async () => {
  await using trackunit = await createTrackunit();
  expect(trackunit.env).toEqual({
    TRACKUNIT_AUTH_URL: trackunit.url,
    TRACKUNIT_API_URL: trackunit.url,
    TRACKUNIT_IDENTITY_JWKS_URL: `${trackunit.url}/api/marketplace/jwks`,
    TRACKUNIT_IDENTITY_ISSUER: 'https://iris.trackunit.com/marketplace',
    TRACKUNIT_IDENTITY_AUDIENCE: 'token-callback',
    TRACKUNIT_USER_TOKEN_JWKS_URL: `${trackunit.url}/oauth2/v1/keys`,
    TRACKUNIT_USER_TOKEN_ISSUER: `${trackunit.url}/oauth2/v1`,
    TRACKUNIT_USER_TOKEN_AUDIENCE: 'api://trackunit',
    TRACKUNIT_USER_TOKEN_ACCOUNT_CLAIM: 'accountId',
    EXTENSION_ORIGINS: trackunit.appsUrl,
  });
});

test('a mistyped scope is named when the app is registered, unless it is chosen to be known', async () => {
  const odd = { ...manifest, scopes: [{ scope: 'asset.veiw' }] };
  await expect(createTrackunit({ apps: [{ manifest: odd }] })).rejects.toThrow(
    /asset\.veiw.*does not document/,
  );
  await using trackunit = await createTrackunit({
    apps: [{ manifest: odd }],
    choices: { extraScopes: ['asset.veiw'] },
  });
  expect(trackunit.url).toMatch(/^http:/);
});

test('what the control API does, the object does in process', async () => {
  await using app = await startApp();
  const { trackunit } = app;
  const api = app.withToken(await app.getToken());
  const status = async () => (await api('GET', '/api/asset/v2/assets')).status;
  const [asset] = trackunit.truth(nordhavn).assets;
  await trackunit.changeAsset(nordhavn, asset?.assetId ?? '', { hidden: true });
  expect(trackunit.truth(nordhavn).counts.total).toBe(59);
  trackunit.addAccount({ accountId: '33333333-3333-4333-8333-333333333333', name: 'New', assetCount: 2 });
  expect(trackunit.truth('33333333-3333-4333-8333-333333333333').counts.total).toBe(2);
  await trackunit.choose({ identityAlgorithm: 'EdDSA', identityAudience: null });
  expect(trackunit.env).not.toHaveProperty('TRACKUNIT_IDENTITY_AUDIENCE');
  expect(await trackunit.signIdentity({ irisAppId, accountId: nordhavn })).toEqual(expect.any(String));
  trackunit.setSpeed(0);
  expect(await status()).toBe(200);
  trackunit.revokeTokens(irisAppId, nordhavn);
  expect(await status()).toBe(401);
  await trackunit.rotateKeys({ keepOld: false });
  expect((await app.call('GET', '/oauth2/v1/keys')).body.keys).toHaveLength(1);
});

test('what cannot be done says so by a code', async () => {
  await using trackunit = await createTrackunit();
  await expect(trackunit.changeAsset(nordhavn, 'none', {})).rejects.toBeInstanceOf(EmulatorError);
  await expect(trackunit.uninstall({ irisAppId, accountId: nordhavn })).rejects.toMatchObject({
    code: 'not_installed',
  });
  expect(() => trackunit.revokeTokens(irisAppId, nordhavn)).toThrow(EmulatorError);
  expect(() => trackunit.truth('nobody')).toThrow(EmulatorError);
});

test('closing ends open event streams too', async () => {
  const trackunit = await createTrackunit();
  const stream = await fetch(`${trackunit.url}/_emulator/events`);
  await trackunit.close();
  await expect(stream.text()).rejects.toThrow();
});

test('closing twice is closing once', async () => {
  await using trackunit = await createTrackunit();
  await trackunit.close();
  await expect(trackunit.close()).resolves.toBeUndefined();
});

test('a port that is taken is told with the option that chose it', async () => {
  await using first = await createTrackunit();
  const taken = Number(new URL(first.url).port);
  await expect(createTrackunit({ port: taken })).rejects.toThrow(/taken.*\(port\)/);
  await expect(createTrackunit({ appsPort: taken })).rejects.toThrow(/taken.*\(appsPort\)/);
});

test('a state file that cannot be kept is told at the start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-state-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'file'), '');
  for (const stateFile of [folder, join(folder, 'file', 'state.json')])
    await expect(createTrackunit({ stateFile })).rejects.toThrow(`cannot be kept in ${stateFile}`);
});

test('a new version of an app keeps its folder, and is moved to in process, too', async () => {
  await using app = await startApp({ apps: [{ manifest, bundleDir: 'dist/acme' }] });
  const { trackunit } = app;
  await trackunit.install({ irisAppId, accountId: nordhavn });
  trackunit.registerApp({ manifest: { ...manifest, scopes: [{ scope: 'account.view' }] }, version: '2.0.0' });
  const { install } = await trackunit.upgrade({ irisAppId, accountId: nordhavn });
  expect(install).toMatchObject({ version: '2.0.0', grantedScopes: ['account.view'] });
  const misnamed = { manifest, bundel: 'dist' } as unknown as AppSource;
  expect(() => trackunit.registerApp(misnamed)).toThrow(/bundel/);
  expect(() => trackunit.registerApp({ manifest: 'none.json' })).toThrow(/The manifest none\.json/);
});

test('a call that comes close to one is told which', async () => {
  await using app = await startApp();
  const message = async (method: string, path: string) => (await app.call(method, path)).body.message;
  expect(await message('PUT', '/api/asset/v2/assets')).toContain('GET /api/asset/v2/assets would be.');
  expect(await message('GET', '/api/asset/v2/assets/')).toContain('GET /api/asset/v2/assets would be.');
  expect(await message('POST', '/_emulator/fault')).toContain('README.md lists the control API');
  const wrong = { irisAppId: '@acme/ap', accountId: nordhavn };
  await expect(app.trackunit.install(wrong)).rejects.toThrow('there are @acme/app;');
});
