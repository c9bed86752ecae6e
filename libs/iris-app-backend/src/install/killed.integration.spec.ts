import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@fleet-watch/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../database/create-database.ts';
import { installedBody, testIrisAppId } from '../testing/callback-under-test.ts';
import { createTestSigner, type TestSigner } from '../testing/signer.ts';
import { createVault } from '../vault/create-vault.ts';
import { createKeyRing, generateCredentialKey, parseCredentialKeys } from '../vault/key-ring.ts';

const processModule = fileURLToPath(new URL('../testing/callback-process.ts', import.meta.url));
const credentialKeys = generateCredentialKey('k1');
const connections = 8;
const killAfter = 60;

let signer: TestSigner;
let jwksUrl: string;
const keyServer = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [signer.publicJwk()] }));
});
beforeAll(async () => {
  signer = await createTestSigner({ alg: 'ES256' });
  keyServer.listen(0, '127.0.0.1');
  await once(keyServer, 'listening');
  jwksUrl = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks`;
});
afterAll(() => void keyServer.close());

const startBackend = async (where: string) => {
  const child = spawn(process.execPath, [processModule, where, credentialKeys, jwksUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${/port (\d+)/.exec(line.toString())?.[1]}/appinstall`;
  const kill = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return { url, kill };
};

/** Installs without a pause until the connection breaks, and calls `onEnough` in the midst of it. */
const installUntilKilled = async (url: string, acknowledged: Map<string, string>, onEnough: () => void) => {
  const work = async (): Promise<void> => {
    for (;;) {
      const body = installedBody();
      const headers = { 'content-type': 'application/json', 'trackunit-identity': await signer.sign() };
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers }).catch(
        () => undefined,
      );
      if (answer?.status !== 204) return;
      acknowledged.set(body.accountId, body.clientSecret);
      if (acknowledged.size % killAfter === 0) onEnough();
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
};

/** How many acknowledged installs are not there, or not as they were. */
const countLost = async (where: string, acknowledged: ReadonlyMap<string, string>): Promise<number> => {
  const database = await createDatabase<unknown>(
    where.startsWith('postgres:') ? { url: where } : { dataDir: where },
  );
  const keys = createKeyRing(parseCredentialKeys(credentialKeys));
  const vault = createVault({ database, keys, irisAppId: testIrisAppId });
  let lost = 0;
  for (const [accountId, secret] of acknowledged)
    if ((await vault.findCredential(accountId))?.clientSecret.reveal() !== secret) lost += 1;
  await database.close();
  return lost;
};

const readTree = async (folder: string): Promise<Buffer> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
};

test('a backend that is killed under load loses no acknowledged install, on the embedded database', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'killed-'));
  const acknowledged = new Map<string, string>();
  for (let round = 0; round < 2; round += 1) {
    const { url, kill } = await startBackend(folder);
    await installUntilKilled(url, acknowledged, () => void kill());
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(2 * killAfter);
  expect(await countLost(folder, acknowledged)).toBe(0);

  // What is on the disk has the accounts, and no secret in any form.
  const disk = await readTree(folder);
  const [accountId = '', secret = ''] = [...acknowledged][0] ?? [];
  expect(disk.includes(Buffer.from(accountId.replaceAll('-', ''), 'hex'))).toBe(true);
  for (const form of ['utf8', 'base64', 'hex'] as const)
    expect(disk.includes(Buffer.from(secret).toString(form).replace(/=+$/, ''))).toBe(false);
  await rm(folder, { recursive: true, force: true });
});

test('a backend that is killed under load, or whose server is, loses no acknowledged install, on PostgreSQL', async () => {
  const server = await startPostgres({ durable: true });
  const url = await server.createDatabase();
  const acknowledged = new Map<string, string>();
  const first = await startBackend(url);
  await installUntilKilled(first.url, acknowledged, () => void first.kill());
  const second = await startBackend(url);
  await installUntilKilled(second.url, acknowledged, () => void server.kill());
  await second.kill();
  await server.start();
  expect(acknowledged.size).toBeGreaterThanOrEqual(2 * killAfter);
  expect(await countLost(url, acknowledged)).toBe(0);
  await server.stop();
});

test('while the database is down an install is answered with 503, and taken once it is back', async () => {
  const server = await startPostgres();
  const { url, kill } = await startBackend(await server.createDatabase());
  const body = JSON.stringify(installedBody());
  const headers = { 'content-type': 'application/json', 'trackunit-identity': await signer.sign() };
  const post = () => fetch(url, { method: 'POST', body, headers });
  await server.kill();
  const answer = await post();
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(await answer.json()).toMatchObject({ status: 503, code: 'store_unavailable' });
  await server.start();
  expect((await post()).status).toBe(204);
  await kill();
  await server.stop();
});
