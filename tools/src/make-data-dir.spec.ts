import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataDir } from './make-data-dir.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-watch-data-dir-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a data folder is made with those above it, and is left alone when it is there', async () => {
  const dataDir = join(folder, 'a', 'b');
  await makeDataDir(dataDir);
  await writeFile(join(dataDir, 'kept'), '');
  await makeDataDir(dataDir);
  expect((await stat(join(dataDir, 'kept'))).isFile()).toBe(true);
});

test('a data folder that cannot be made is refused in one line with the name of its setting', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const inTheWay = join(file, 'data');
  await expect(makeDataDir(inTheWay)).rejects.toThrow(
    new RegExp(`^DATA_DIR: the folder ${inTheWay} can't be used: ENOTDIR: [^\\n]+$`),
  );
});
