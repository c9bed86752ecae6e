import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { toEnvFile } from './env-file.ts';

/** What a program sees that a POSIX shell starts with these settings. */
async function readByShell(text: string, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'env-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'trackunit.env'), text);
  const script = `set -a; . ./trackunit.env; exec "$0" -p 'process.env["${name}"]'`;
  const { stdout, stderr } = spawnSync('sh', ['-euc', script, process.execPath], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.replace(/\n$/, '');
}

test.each([
  'http://127.0.0.1:4400/api/marketplace/jwks',
  'https://*.example.com?a=1&b=2;c#d',
  'two words, "quoted"',
  '$(exit 1) `exit 1` $HOME \\n \\',
  "Freja's issuer; #1 & *",
  "Freja's\ntwo lines",
  '',
])('a shell and node read %o alike', async (value) => {
  const text = toEnvFile({ TRACKUNIT_API_URL: value, AFTER: 'is read too' });
  expect(parseEnv(text)).toEqual({ TRACKUNIT_API_URL: value, AFTER: 'is read too' });
  expect(await readByShell(text, 'TRACKUNIT_API_URL')).toBe(value);
  expect(await readByShell(text, 'AFTER')).toBe('is read too');
});

test.each([`it's "hers"`, "it's $5", "it's `x`", "it's \\"])(
  '%o, which they would read differently, is refused by the name of its setting',
  (value) => {
    expect(() => toEnvFile({ TRACKUNIT_IDENTITY_ISSUER: value })).toThrow(/^TRACKUNIT_IDENTITY_ISSUER holds/);
  },
);
