import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createTrackunit, type AccountSummary, type AppSummary } from '@fleet-watch/emulator';
import { buildExtension } from './build-extension.ts';
import { createManifestFor } from './create-manifest-for.ts';
import { assertPortsFree } from './free-ports.ts';
import { askControl, installDemo } from './install-demo.ts';
import { makeDataDir } from './make-data-dir.ts';
import { readPorts } from './read-ports.ts';
import { runAndClose } from './run-and-close.ts';
import { startBackend } from './start-backend.ts';
import { toDemoEnvironment } from './to-demo-environment.ts';

const buildManager = (): void => {
  const { status, stdout, stderr } = spawnSync('nx', ['build', '@fleet-watch/emulator-app'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The Manager page did not build:\n${stdout}\n${stderr}`);
};

/** Manager's page of the extension, signed in to the demo account. */
const toPage = (
  managerUrl: string,
  { irisAppId, account }: { irisAppId: string; account: AccountSummary },
): string => `${managerUrl}/apps/${encodeURIComponent(irisAppId)}/fleet-watch?account=${account.accountId}`;

const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** Everything on one machine: the local Trackunit, the backend on its embedded database, the extension in Manager. */
const start = async (closers: AsyncDisposableStack, interrupted: Promise<void>): Promise<void> => {
  const [unknown] = process.argv.slice(2);
  if (unknown !== undefined)
    throw new Error(`npm start takes no arguments, and here is '${unknown}'. README.md lists its settings.`);
  const { port, managerPort, appsPort } = readPorts(process.env);
  const dataDir = resolve(process.env['DATA_DIR'] || '.data');
  await assertPortsFree([
    { port, part: 'backend', setting: 'PORT' },
    { port: managerPort, part: 'local Trackunit', setting: 'EMULATOR_PORT' },
    { port: appsPort, part: 'extension frames', setting: 'EMULATOR_APPS_PORT' },
  ]);
  await makeDataDir(dataDir);

  console.log('Building…');
  const publicUrl = `http://localhost:${port}`;
  const bundleDir = join(dataDir, 'extension');
  buildManager();
  await buildExtension(publicUrl, bundleDir);
  const trackunit = await createTrackunit({
    port: managerPort,
    appsPort,
    stateFile: join(dataDir, 'trackunit.json'),
    managerDir: 'dist/manager',
    apps: [
      {
        manifest: await createManifestFor(publicUrl),
        bundleDir,
        version: process.env['npm_package_version'] ?? '0.0.0',
      },
    ],
  });
  closers.defer(() => trackunit.close());

  const env = toDemoEnvironment(process.env, { ...trackunit.env, DATA_DIR: dataDir });
  const backend = startBackend(env, port);
  closers.defer(() => backend.stop());
  await backend.ready;

  const [account] = await askControl<AccountSummary[]>(trackunit, '/_emulator/accounts');
  const [app] = await askControl<AppSummary[]>(trackunit, '/_emulator/apps');
  if (account === undefined || app === undefined)
    throw new Error('The local Trackunit came up without an account or app.');
  const demo = { trackunit, backendUrl: backend.url, account, irisAppId: app.irisAppId };
  const { isNew, sync } = await installDemo(demo);

  console.log(
    `${isNew ? 'Installed' : 'Still installed'} for ${account.name}; last sync: ${sync.fetched} assets.`,
  );
  console.log(`\nFleet Watch is up: ${toPage(trackunit.url, demo)}\n\nCtrl-C stops it.`);
  const code = await Promise.race([interrupted.then(() => 0), backend.ended]);
  if (code !== 0) throw new Error(`The backend ended by itself, with ${code}; see above.`);
};

const interrupted = untilInterrupted();
process.exit(
  await runAndClose(
    (closers) => Promise.race([start(closers, interrupted), interrupted]),
    (line) => console.error(line),
  ),
);
