import { createDatabase, createKeyRing, createVault } from '@fleet-watch/iris-app-backend';
import { ConfigError, parseConfig } from '../config.ts';
import { loadCredentialKeys } from '../credential-keys.ts';
import { irisAppId } from '../iris-app.ts';
import { fleetWatchMigrations } from '../store/migrations/index.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { accountsList } from './accounts-list.ts';
import { UsageError, type Command } from './command.ts';

const commands: readonly Command[] = [accountsList];

const toHelp = (): string =>
  [
    'Usage: fleetwatch <command>',
    '',
    ...commands.map(
      ({ words, takes, summary }) => `  ${[...words, takes].join(' ').trim()}\n      ${summary}`,
    ),
  ].join('\n');

const findCommand = (args: readonly string[]): { command: Command; rest: readonly string[] } => {
  const command = commands.find(({ words }) => words.every((word, index) => args[index] === word));
  if (command === undefined) throw new UsageError(toHelp());
  return { command, rest: args.slice(command.words.length) };
};

const runCommand = async (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<void> => {
  const { command, rest } = findCommand(args);
  const { credentialKeys, dataDir, databaseUrl } = parseConfig(env);
  const keys = createKeyRing(await loadCredentialKeys(credentialKeys, dataDir));
  const where = databaseUrl === undefined ? { dataDir: `${dataDir}/database` } : { url: databaseUrl };
  const database = await createDatabase<FleetWatchTables>(where);
  try {
    await database.migrate({ name: 'fleet_watch', migrations: fleetWatchMigrations });
    const vault = createVault<FleetWatchTables>({ database, keys, irisAppId });
    await command.run({ database, vault, args: rest, print });
  } finally {
    await database.close();
  }
};

/**
 * Runs one command of the operator's command line on the same settings as the backend.
 *
 * @returns the exit code: 0 done, 1 failed, 2 not typed right
 */
export const runCli = async (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { print, complain }: { readonly print: (line: string) => void; readonly complain: (line: string) => void },
): Promise<number> => {
  if (args.length === 0 || args[0] === 'help' || args.includes('--help')) {
    print(toHelp());
    return 0;
  }
  try {
    await runCommand(args, env, print);
    return 0;
  } catch (cause) {
    complain(cause instanceof Error ? cause.message : String(cause));
    return cause instanceof UsageError || cause instanceof ConfigError ? 2 : 1;
  }
};
