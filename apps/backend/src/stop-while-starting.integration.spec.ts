import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';

test('a backend that is asked to stop while its database does not answer does not wait for that', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const DATABASE_URL = `postgres://fleet@127.0.0.1:${port}/fleet`;
  const env = { PORT: '0', DATABASE_URL, CREDENTIAL_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` };
  const child = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], { env });
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  await once(silent, 'connection');
  child.kill('SIGTERM');
  await once(child, 'exit');
  const [stdout, stderr] = await printed;
  // Once the database's time is over, this is a start that failed.
  expect(stderr).toBe('');
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg),
  ).toEqual([
    'stopping before the start is over',
    'not everything closed within 2000 ms; ending all the same',
  ]);
});

test('a backend that is asked to stop while its embedded database is being made ends with everything closed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-stop-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const env = { PORT: '0', DATA_DIR: dataDir };
  const child = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], { env });
  await expect.poll(() => readdir(dataDir), { interval: 5, timeout: 30_000 }).toContain('database');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
