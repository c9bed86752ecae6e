import { parseArgs } from 'node:util';

/** What a person asked for on the command line. */
export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'run'; readonly options: RunOptions };

/** Where to listen and what to serve. Paths are as they were typed. */
export interface RunOptions {
  readonly port: number;
  readonly appsPort: number;
  readonly seed: string | undefined;
  readonly stateFile: string | undefined;
  readonly apps: readonly { readonly manifestPath: string; readonly bundleDir: string | undefined }[];
  readonly envFile: string | undefined;
  readonly manager: boolean;
}

export const helpText = `Usage: npm run emulator -- [options], or from another folder: npx <dist/local-trackunit> [options]

Runs a local Trackunit until Ctrl-C: Manager page, marketplace, authorization server and IRIS APIs.

  --port <n>          port of the Manager page and the APIs (default 4400; 0 takes a free one)
  --apps-port <n>     port of the second origin, which serves extensions (default 4401; 0 takes a free one)
  --manifest <path>   manifest JSON of an app, once per app (default dist/iris-app-manifest.json where it exists)
  --bundle <dir>      folder with the extension bundles of the manifest before it (default "extension" beside it)
  --seed <text>       another demo fleet; the same text gives the same fleet
  --state <file>      keeps installs and credentials there across restarts
  --write-env <path>  writes the settings that point a backend at it, as a shell and node --env-file read them
  --no-manager        serves the APIs only, without the Manager page
  --help              prints this
`;

const optionTypes = {
  port: { type: 'string', default: '4400' },
  'apps-port': { type: 'string', default: '4401' },
  manifest: { type: 'string', multiple: true },
  bundle: { type: 'string', multiple: true },
  seed: { type: 'string' },
  state: { type: 'string' },
  'write-env': { type: 'string' },
  manager: { type: 'boolean', default: true },
  help: { type: 'boolean', default: false },
} as const;

/** Understands the command line; what it does not know is a problem, not a guess. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values, tokens } = parseArgs({
      args: [...args],
      options: optionTypes,
      strict: true,
      allowNegative: true,
      tokens: true,
    });
    if (values.help) return { kind: 'help' };
    return {
      kind: 'run',
      options: {
        port: parsePort('--port', values.port),
        appsPort: parsePort('--apps-port', values['apps-port']),
        seed: values.seed,
        stateFile: values.state,
        envFile: values['write-env'],
        apps: pairBundles(tokens),
        manager: values.manager,
      },
    };
  } catch (error) {
    return { kind: 'problem', message: error instanceof Error ? error.message : String(error) };
  }
}

function parsePort(name: string, text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Error(`${name} takes a number from 0 to 65535, not "${text}"`);
}

/** `--bundle` belongs to the `--manifest` before it. */
function pairBundles(
  tokens: readonly { readonly kind: string; readonly name?: string; readonly value?: unknown }[],
): RunOptions['apps'] {
  const apps: { manifestPath: string; bundleDir: string | undefined }[] = [];
  for (const { name, value } of tokens) {
    if (name === 'manifest') apps.push({ manifestPath: String(value), bundleDir: undefined });
    if (name !== 'bundle') continue;
    const app = apps.at(-1);
    if (!app || app.bundleDir !== undefined) {
      throw new Error('--bundle comes after the --manifest it belongs to, once');
    }
    app.bundleDir = String(value);
  }
  return apps;
}
