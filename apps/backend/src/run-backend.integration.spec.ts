import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFleetwatch, runMain } from './testing/run-program.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-run-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test('a port that is taken ends it with one line that says which, and the cure, before anything is opened', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const run = await runMain({ DATA_DIR: dataDir, PORT: `${port}`, LOG_LEVEL: 'silent' });
  other.close();
  expect(run).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} on 127.0.0.1 is in use; stop what listens there, or set PORT to another one.\n`,
  });
  expect(await readdir(dataDir)).toEqual([]);
});

test('a port that is taken while the database opens ends it with the same line, and lets the folder go', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const folder = join(dataDir, 'late');
  const running = runMain({ DATA_DIR: folder, PORT: `${port}`, LOG_LEVEL: 'silent' });
  // The port was looked at before anything is put into the folder.
  await expect.poll(() => readdir(folder).catch(() => []), { interval: 5, timeout: 20_000 }).not.toEqual([]);
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const run = await running;
  expect(run).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} on 127.0.0.1 is in use; stop what listens there, or set PORT to another one.\n`,
  });
  other.close();
  // What was opened is closed again: the next start is held up by nothing.
  const next = await runFleetwatch({ DATA_DIR: folder }, ['accounts', 'list']);
  expect(next).toMatchObject({ code: 0, stderr: '' });
});

test('settings that can’t be used are told together, without a stack', async () => {
  const run = await runMain({ PORT: 'many', SYNC_CRON: 'often' });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toMatch(/^Settings can't be used:\n {2}PORT: .*\n {2}SYNC_CRON: .*\n$/);
});

test.each([
  [
    'an address of another machine',
    { HOST: '192.0.2.1' },
    /^HOST, PORT: nothing can listen on 192\.0\.2\.1, /,
  ],
  [
    'a database that nobody runs',
    { DATABASE_URL: 'postgres://me:hidden@127.0.0.1:1/fleet' },
    /^DATABASE_URL: the database 127\.0\.0\.1:1\/fleet can't be used: connect ECONNREFUSED/,
  ],
  [
    'a socket that nobody has',
    { DATABASE_URL: 'postgres://me:hidden@/fleet?host=/nowhere' },
    /^DATABASE_URL: the database \/nowhere\/fleet can't be used: connect ENOENT/,
  ],
  ['a folder that is a file', { DATA_DIR: 'package.json' }, /^DATA_DIR: .*package\.json.* can't be used: /],
])('%s ends it with one line that names the setting, without a stack', async (_what, env, line) => {
  const run = await runMain({ DATA_DIR: join(dataDir, 'unused'), PORT: '0', ...env });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toMatch(line);
  expect(run.stderr.trimEnd()).not.toMatch(/\n|hidden/);
});

test('a key of the data folder that is broken is named by its file', async () => {
  const folder = join(dataDir, 'broken');
  await mkdir(folder);
  await writeFile(join(folder, 'credential-key'), 'half a k');
  const run = await runMain({ DATA_DIR: folder, PORT: '0' });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toMatch(/^\S+\/broken\/credential-key is broken, bring it back from a backup: .*\n$/);
});
