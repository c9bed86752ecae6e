import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const packaged = fileURLToPath(new URL('../../../dist/local-trackunit/', import.meta.url));
let folder: string;
let started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-app-'));
});

afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started = [];
  await rm(folder, { recursive: true, force: true });
});

/** Starts the program; `output` grows while it runs. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  const ended = once(child, 'close').then(([code]) => Number(code));
  return { child, output, ended };
}

/** Starts it on free ports, without the page, which is a build's business; answers its address. */
async function startServing(...args: string[]) {
  const run = start('--port', '0', '--apps-port', '0', '--no-manager', ...args);
  await expect.poll(() => run.output.out + run.output.err, { timeout: 20_000 }).toMatch(/\n/);
  const url = /http:\/\/\S+/.exec(run.output.out)?.[0];
  if (url === undefined) throw new Error(`It did not start: ${run.output.err}`);
  return { ...run, url };
}

async function writeManifest(): Promise<string> {
  const path = join(folder, 'manifest.json');
  await writeFile(
    path,
    JSON.stringify({
      specVersion: '1.1',
      moduleFederationName: '@acme/app',
      dependencies: {},
      installation: { accountIds: 'ALL_ACCOUNTS', pricingPlanPolicy: { ALL_PLANS: 'ON_DEMAND' } },
      marketplace: { showInMarketplace: false, name: 'Acme', description: 'An app' },
      scopes: [{ scope: 'asset.view', optional: false }],
      extensions: [{ id: 'page', type: 'FLEET_EXTENSION', sourceRoot: 'src', menuItem: { name: 'Acme' } }],
    }),
  );
  return path;
}

test('it prints its address, serves the app of the manifest, and Ctrl-C ends it', async () => {
  const { url, child, ended } = await startServing('--manifest', await writeManifest());
  const apps = (await (await fetch(`${url}/_emulator/apps`)).json()) as { irisAppId: string }[];
  expect(apps.map(({ irisAppId }) => irisAppId)).toEqual(['@acme/app']);
  child.kill('SIGINT');
  await expect(ended).resolves.toBe(0);
});

test('the settings for a backend can be written to a file', async () => {
  const path = join(folder, 'trackunit.env');
  const { url } = await startServing('--write-env', path);
  const settings = parseEnv(await readFile(path, 'utf8'));
  expect(settings).toMatchObject({
    TRACKUNIT_AUTH_URL: url,
    TRACKUNIT_API_URL: url,
    TRACKUNIT_IDENTITY_JWKS_URL: `${url}/api/marketplace/jwks`,
  });
  expect(settings['EXTENSION_ORIGINS']).toMatch(/^http:/);
});

test('settings that cannot be written end it with one line that names the file', async () => {
  const path = join(folder, 'none', 'trackunit.env');
  const { output, ended } = start('--port', '0', '--apps-port', '0', '--no-manager', '--write-env', path);
  await expect(ended).resolves.toBe(1);
  expect(output.err.trimEnd()).toBe(
    `The settings cannot be written to ${path} (ENOENT): make its folder, or name another`,
  );
});

test('a busy port ends it with one line that names the cure', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { output, ended } = start('--port', String(port), '--apps-port', '0', '--no-manager');
  await expect(ended).resolves.toBe(1);
  expect(output.err.trimEnd().split('\n')).toEqual([
    expect.stringMatching(`^Port ${port} .*taken.*another port`),
  ]);
  server.close();
});

test('a manifest that is not there, or is no JSON, is named', async () => {
  const missing = start('--no-manager', '--manifest', join(folder, 'none.json'));
  await expect(missing.ended).resolves.toBe(1);
  expect(missing.output.err).toMatch(/There is no manifest at .*none\.json: build the app first/);

  const path = join(folder, 'iris-app-manifest.ts');
  await writeFile(path, 'export default {};');
  const source = start('--no-manager', '--manifest', path);
  await expect(source.ended).resolves.toBe(1);
  expect(source.output.err).toMatch(/is not JSON: --manifest takes the built manifest/);
});

test('a manifest that says nothing, and a folder of bundles that is not there, are named', async () => {
  const empty = join(folder, 'empty.json');
  await writeFile(empty, '{}');
  const wrong = start('--no-manager', '--manifest', empty);
  await expect(wrong.ended).resolves.toBe(1);
  expect(wrong.output.err).toMatch(/empty\.json: The manifest cannot be read[\s\S]*moduleFederationName/);

  const bundle = join(folder, 'none');
  const missing = start('--no-manager', '--manifest', await writeManifest(), '--bundle', bundle);
  await expect(missing.ended).resolves.toBe(1);
  expect(missing.output.err.trimEnd()).toBe(
    `There is no folder ${bundle}: build the extensions first, or correct --bundle`,
  );
});

test('an unknown option ends it without starting anything', async () => {
  const { output, ended } = start('--prot', '1');
  await expect(ended).resolves.toBe(1);
  expect(output.err).toMatch(/--prot/);
  expect(output.err).toContain('Try --help.');
  expect(output.out).toBe('');
});

test('help is printed', async () => {
  const { output, ended } = start('--help');
  await expect(ended).resolves.toBe(0);
  expect(output.out).toContain('Usage: npm run emulator -- [options]');
});

test('the built package runs from any folder by its command, with the Manager page in it', async () => {
  const { bin } = JSON.parse(await readFile(join(packaged, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  const command = join(packaged, bin['local-trackunit'] ?? '');
  expect(await readFile(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  await writeManifest();
  const args = ['--port', '0', '--apps-port', '0', '--manifest', 'manifest.json'];
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  await expect.poll(() => printed, { timeout: 20_000 }).toMatch(/\n/);
  const url = /^Local Trackunit: (\S+)\n$/.exec(printed)?.[1] ?? '';
  const page = await (await fetch(url)).text();
  const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? '';
  expect((await fetch(new URL(script, url))).headers.get('content-type')).toMatch(/javascript/);
  expect(await (await fetch(`${url}/_emulator/apps`)).json()).toMatchObject([{ irisAppId: '@acme/app' }]);
});
