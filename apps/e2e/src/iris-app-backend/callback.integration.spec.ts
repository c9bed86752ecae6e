import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alpine, irisAppId, nordhavn, rhein, startApp } from './start-app.ts';

let folder: string;
let app: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  app = await startApp({ dataDir: folder, choices: { uninstallMessage: 'UNINSTALLED' } });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const status = async (accountId: string) => (await app.vault.findInstallation(accountId))?.status;

test('an install of the local Trackunit is taken, and its credential proven by a first token', async () => {
  expect(await app.trackunit.install({ irisAppId, accountId: alpine })).toMatchObject({ delivered: true });
  await expect
    .poll(() => app.vault.findInstallation(alpine), { timeout: 10_000 })
    .toMatchObject({ status: 'ACTIVE', generation: 1, isProven: true, grantedScopes: ['asset.view'] });
});

test('its second delivery of the same message changes nothing', async () => {
  const [delivery] = app.trackunit.deliveries();
  for (const sameIdentity of [true, false]) {
    const answer = await fetch(`${app.trackunit.url}/_emulator/deliveries/${delivery?.messageId}/repeat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sameIdentity }),
    });
    expect(await answer.json()).toMatchObject({ delivered: true, response: { status: 204 } });
  }
  expect(await app.vault.findInstallation(alpine)).toMatchObject({ generation: 1 });
});

test.each(['RS384', 'PS256', 'ES256', 'EdDSA'] as const)(
  'identities that are signed with %s after a change of keys are taken without a restart',
  async (identityAlgorithm) => {
    await app.trackunit.choose({ identityAlgorithm });
    await app.trackunit.rotateKeys({ keepOld: false });
    expect(await app.trackunit.install({ irisAppId, accountId: nordhavn })).toMatchObject({
      delivered: true,
    });
    expect(await status(nordhavn)).toBe('ACTIVE');
  },
);

test('an identity for another app or account is refused', async () => {
  const body = JSON.stringify({
    type: 'INSTALLED',
    irisAppId,
    accountId: rhein,
    clientId: 'client',
    clientSecret: 'planted-secret',
  });
  app.secrets.add('planted-secret');
  const post = async (identity: string) => {
    app.secrets.add(identity);
    const headers = { 'content-type': 'application/json', 'trackunit-identity': identity };
    return (await fetch(app.url, { method: 'POST', body, headers })).status;
  };
  const sign = (claims: Record<string, unknown>) =>
    app.trackunit.signIdentity({ irisAppId, accountId: rhein, claims });
  expect(await post(await sign({ irisAppId: '@other/app' }))).toBe(403);
  expect(await post(await sign({ accountId: alpine }))).toBe(401);
  expect(await post(await sign({ exp: 1 }))).toBe(401);
  expect(await post(await sign({ aud: 'somebody-else' }))).toBe(401);
  expect(await status(rhein)).toBeUndefined();
});

test('an uninstall message ends the account, and a reinstall brings it back', async () => {
  await app.trackunit.uninstall({ irisAppId, accountId: nordhavn });
  await expect.poll(() => status(nordhavn), { timeout: 5000 }).toBeUndefined();
  await app.trackunit.install({ irisAppId, accountId: nordhavn });
  expect(await status(nordhavn)).toBe('ACTIVE');
});

test('a silent uninstall is found out by invalid_client, three times in a row', async () => {
  await app.trackunit.install({ irisAppId, accountId: rhein });
  await expect
    .poll(async () => (await app.vault.findInstallation(rhein))?.isProven, { timeout: 10_000 })
    .toBe(true);
  await app.trackunit.choose({ uninstallMessage: 'none' });
  await app.trackunit.uninstall({ irisAppId, accountId: rhein });
  for (const outcome of [{ refusals: 1 }, { refusals: 2 }, { status: 'SUSPENDED' }]) {
    await app.tokens.invalidate({ accountId: rhein });
    await app.proveAgain(rhein);
    await expect.poll(() => app.vault.findInstallation(rhein), { timeout: 10_000 }).toMatchObject(outcome);
  }
  expect(await status(rhein)).toBe('SUSPENDED');
});

const readTree = async (root: string): Promise<Buffer> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
};

test('nothing that the run left behind has a secret in it: no log line, no export, no audit row, no database file', async () => {
  const exported: string[] = [];
  for (const accountId of [alpine, nordhavn, rhein]) {
    await app.vault.exportAccount(
      accountId,
      'test',
      async (rows) => void exported.push(JSON.stringify(rows)),
    );
    exported.push(JSON.stringify(await app.vault.listAudit(accountId)));
  }
  await app.close();
  const left = Buffer.concat([Buffer.from([...app.lines, ...exported].join('\n')), await readTree(folder)]);
  expect(left.length).toBeGreaterThan(1_000_000);
  expect(app.lines.length).toBeGreaterThan(5);
  // Client secrets, access tokens, identities, and the key that encrypts.
  const secrets = [...app.secrets, app.credentialKey.slice('k1:'.length)];
  expect(secrets.length).toBeGreaterThan(12);
  for (const secret of secrets)
    for (const form of ['utf8', 'base64', 'hex'] as const) {
      const text = Buffer.from(secret).toString(form).replace(/=+$/, '');
      expect(left.includes(text), `a secret of ${secret.length} characters as ${form}`).toBe(false);
    }
});
