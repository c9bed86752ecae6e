import { createTrackunit } from '@fleet-watch/emulator';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { helpText, parseCommandLine, type RunOptions } from './cli/command-line.ts';
import { toEnvFile } from './cli/env-file.ts';
import { readApps } from './cli/read-apps.ts';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const fromRoot = (path: string) => fromHere(`../../../${path}`);

/** Ends the program with one line about what is wrong. */
function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Ends the program with what an error says. */
const failWith = (error: unknown) => fail(error instanceof Error ? error.message : String(error));

const commandLine = parseCommandLine(process.argv.slice(2));
if (commandLine.kind === 'help') console.log(helpText);
else if (commandLine.kind === 'problem') fail(`${commandLine.message}\nTry --help.`);
else await run(commandLine.options);

async function run(options: RunOptions): Promise<void> {
  const trackunit = await start(options).catch(failWith);
  if (options.envFile !== undefined) await writeSettings(options.envFile, trackunit.env).catch(failWith);
  console.log(`Local Trackunit: ${trackunit.url}`);
  const stop = async () => {
    await trackunit.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().catch(failWith));
}

async function writeSettings(path: string, env: Readonly<Record<string, string>>): Promise<void> {
  const text = toEnvFile(env);
  await writeFile(path, text).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `The settings cannot be written to ${path} (${error.code}): make its folder, or name another`,
    );
  });
}

async function start(options: RunOptions) {
  // Beside the program where it is a package of its own, else where the repository builds it.
  const managerDir = [fromHere('manager-page'), fromRoot('dist/manager')].find((dir) =>
    existsSync(join(dir, 'index.html')),
  );
  if (options.manager && managerDir === undefined) {
    throw new Error('The Manager page is not built yet: run "npm run build" first, or add --no-manager');
  }
  return createTrackunit({
    port: options.port,
    appsPort: options.appsPort,
    apps: await readApps(options.apps, fromRoot('dist/iris-app-manifest.json')),
    ...(options.manager && managerDir !== undefined && { managerDir }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.stateFile !== undefined && { stateFile: options.stateFile }),
  });
}
