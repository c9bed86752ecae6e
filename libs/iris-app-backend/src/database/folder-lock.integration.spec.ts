import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase } from './create-database.ts';
import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockModule = fileURLToPath(new URL('./folder-lock.ts', import.meta.url));
const holdScript = `
  const { lockFolder } = await import(process.argv[1]);
  lockFolder(process.argv[2]);
  console.log('locked');
  setInterval(() => {}, 1000);`;

/** Another process that holds the lock until it is killed. */
const holdElsewhere = async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', holdScript, lockModule, folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const warnings: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => warnings.push(chunk.toString()));
  await once(child.stdout, 'data');
  return { child, warnings };
};

test('a folder that another process has is refused, without a warning, until that one is killed', async () => {
  const { child, warnings } = await holdElsewhere();
  expect(() => lockFolder(folder)).toThrow(/is in use by another process. Stop that one, or choose another/);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  lockFolder(folder)();
  expect(warnings.join('')).toBe('');
});

test('a second database on the same folder is refused in this process too, and welcome after a close', async () => {
  const first = await createDatabase<unknown>({ dataDir: folder });
  await expect(createDatabase<unknown>({ dataDir: folder })).rejects.toMatchObject({ code: 'folder_in_use' });
  await first.migrate();
  await first.close();
  const second = await createDatabase<unknown>({ dataDir: folder });
  await second.ping();
  await second.close();
});

test.each([[{}], [{ url: 'postgres://127.0.0.1/x', dataDir: 'x' }]])(
  'a database with the options %j is refused',
  async (options) => {
    await expect(createDatabase(options)).rejects.toMatchObject({ code: 'settings_invalid' });
  },
);
