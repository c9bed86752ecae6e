import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTrackunit, demoAccounts } from '@fleet-watch/emulator';
import { generateCredentialKey } from '@fleet-watch/iris-app-backend';
import { expect, test } from 'vitest';

const library = new URL('../../../../libs/iris-app-backend/', import.meta.url);
const exampleFile = new URL('examples/fleet-backend/main.ts', library);
const irisAppId = '@other/fleet-app';

test('the README shows the example that reads a fleet as it is', async () => {
  const [, ...lines] = (await readFile(exampleFile, 'utf8')).trimEnd().split('\n');
  const readme = await readFile(new URL('README.md', library), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${lines.join('\n')}\n\`\`\``);
});

/** Runs the example with these settings. `read` gives what it printed. */
const startExample = (settings: Readonly<Record<string, string>>) => {
  const env = { PATH: process.env['PATH'], ...settings };
  const child = spawn(process.execPath, [fileURLToPath(exampleFile)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { read: () => output, stop };
};

test('the example of the README reads the fleet of whoever installs it, at once and after a reinstall', async () => {
  await using trackunit = await createTrackunit();
  const dataDir = await mkdtemp(join(tmpdir(), 'fleet-example-'));
  const { read, stop } = startExample({
    ...trackunit.env,
    IRIS_APP_ID: irisAppId,
    DATA_DIR: dataDir,
    CREDENTIAL_KEYS: generateCredentialKey('k1'),
  });
  try {
    await expect.poll(read, { timeout: 30_000 }).toMatch(/port: \d+/);
    const port = /port: (\d+)/.exec(read())?.[1];
    const manifest = {
      moduleFederationName: irisAppId,
      scopes: [{ scope: 'asset.view', optional: false }],
      tokenCallback: { url: `http://127.0.0.1:${port}/appinstall` },
    };
    trackunit.registerApp({ manifest });
    const count = (text: string) => read().split(text).length - 1;
    const { nordhavn, alpine } = demoAccounts;

    for (const [accountId, machines] of [
      [nordhavn, 60],
      [alpine, 250],
    ] as const) {
      expect(await trackunit.install({ irisAppId, accountId })).toMatchObject({ delivered: true });
      const line = `${accountId} has ${machines} machines`;
      await expect.poll(() => count(line), { timeout: 30_000 }).toBe(1);
    }
    await trackunit.uninstall({ irisAppId, accountId: nordhavn });
    expect(await trackunit.install({ irisAppId, accountId: nordhavn })).toMatchObject({ delivered: true });
    await expect.poll(() => count(`${nordhavn} has 60 machines`), { timeout: 30_000 }).toBe(2);
  } finally {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
