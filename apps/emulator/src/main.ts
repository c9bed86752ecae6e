import { createTrackunit } from '@fleet-watch/emulator';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { helpText, parseCommandLine, type RunOptions } from './cli/command-line.ts';
import { toEnvFile } from './cli/env-file.ts';
import { readApps } from './cli/read-apps.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Ends the program with one line about what is wrong. */
function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

const commandLine = parseCommandLine(process.argv.slice(2));
if (commandLine.kind === 'help') console.log(helpText);
else if (commandLine.kind === 'problem') fail(`${commandLine.message}\nTry --help.`);
else await run(commandLine.options);

async function run(options: RunOptions): Promise<void> {
  const trackunit = await start(options).catch((error: unknown) =>
    fail(error instanceof Error ? error.message : String(error)),
  );
  if (options.envFile !== undefined) await writeFile(options.envFile, toEnvFile(trackunit.env));
  console.log(`Local Trackunit: ${trackunit.url}`);
  const stop = async () => {
    await trackunit.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

async function start(options: RunOptions) {
  const managerDir = fromRoot('dist/manager');
  if (options.manager && !existsSync(managerDir)) {
    throw new Error('The Manager page is not built yet: run "npm run build" first, or add --no-manager');
  }
  return createTrackunit({
    port: options.port,
    appsPort: options.appsPort,
    apps: await readApps(options.apps, fromRoot('dist/iris-app-manifest.json')),
    ...(options.manager && { managerDir }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.stateFile !== undefined && { stateFile: options.stateFile }),
  });
}
