import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  createJobQueue,
  createKeyRing,
  DatabaseError,
  toReason,
  type JobQueue,
} from '@fleet-watch/iris-app-backend';
import { createClosers } from '../closers.ts';
import { ConfigError, parseConfig } from '../config.ts';
import { loadCredentialKeys } from '../credential-keys.ts';
import { createFleetWatchVault } from '../create-fleet-watch-vault.ts';
import { allJobs } from '../jobs/all-jobs.ts';
import { openFleetWatchDatabase } from '../store/open-fleet-watch-database.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { accountsAdd } from './accounts-add.ts';
import { accountsErase } from './accounts-erase.ts';
import { accountsExport } from './accounts-export.ts';
import { accountsList } from './accounts-list.ts';
import { accountsActivate, accountsSuspend } from './accounts-status.ts';
import { UsageError, type Command, type CommandContext } from './command.ts';
import { jobsDead, jobsReplay } from './jobs-dead.ts';
import { keysRotate } from './keys-rotate.ts';
import { createPrompt } from './prompt.ts';
import { sync } from './sync.ts';
import { createTerminal } from './terminal.ts';

const commands: readonly Command[] = [
  accountsList,
  accountsAdd,
  accountsSuspend,
  accountsActivate,
  accountsErase,
  accountsExport,
  sync,
  jobsDead,
  jobsReplay,
  keysRotate,
];

const toHelp = (): string =>
  [
    'Usage: fleetwatch <command>, on the same settings as the backend',
    '',
    ...commands.map(
      ({ words, takes, summary }) => `  ${[...words, takes].join(' ').trim()}\n      ${summary}`,
    ),
  ].join('\n');

const findCommand = (args: readonly string[]): { command: Command; rest: readonly string[] } => {
  const command = commands.find(({ words }) => words.every((word, index) => args[index] === word));
  if (command === undefined)
    throw new UsageError(`'${args.slice(0, 2).join(' ')}' is no command.\n\n${toHelp()}`);
  const rest = args.slice(command.words.length);
  const { words, takes } = command;
  // What takes options looks at all of its words by itself, and repeats none that may be a secret.
  if (!takes.includes('--') && rest.length > (takes === '' ? 0 : 1))
    throw new UsageError(`That is too much; type: ${[...words, takes].join(' ').trim()}`);
  return { command, rest };
};

type Environment = Readonly<Record<string, string | undefined>>;

/** What belongs to a process: where it reads and writes. */
export type Streams = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
};

const openContext = async (
  env: Environment,
  { stdin, stdout, stderr }: Streams,
  addCloser: (close: () => Promise<unknown> | unknown) => void,
): Promise<Omit<CommandContext, 'args'>> => {
  const config = parseConfig(env);
  const database = await openFleetWatchDatabase(config, addCloser);
  const keys = createKeyRing(await loadCredentialKeys(config.credentialKeys, config.dataDir));
  const prompt = createPrompt(stdin, stderr);
  addCloser(prompt.close);
  let jobs: Promise<JobQueue<FleetWatchTables>> | undefined;
  addCloser(async () => (await jobs)?.stop({ timeoutMs: 1000 }));
  return {
    database,
    keys,
    vault: createFleetWatchVault(database, keys),
    openJobs: () => (jobs ??= createJobQueue({ database, jobs: allJobs, upkeep: false })),
    terminal: createTerminal(stdout, stderr),
    prompt,
    now: () => new Date(),
  };
};

/** Who reads the pipe has enough, as `head` does. */
const isReaderGone = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'EPIPE';

/** Keeps what went wrong with a stream, which would end the process with a stack otherwise. */
const watchStream = (stream: NodeJS.WriteStream): (() => Error | undefined) => {
  let fault: Error | undefined;
  stream.on('error', (cause: Error) => (fault ??= cause));
  return () => fault;
};

const toComplaint = (cause: unknown): string => {
  if (cause instanceof DatabaseError && cause.code === 'folder_in_use')
    return 'The embedded database is open in a running backend: stop the backend first, or keep the data in PostgreSQL (DATABASE_URL), where both can work at a time.';
  return toReason(cause);
};

const runCommand = async (
  args: readonly string[],
  env: Environment,
  streams: Streams,
  complain: (line: string) => void,
): Promise<number> => {
  const closers = createClosers();
  try {
    const { command, rest } = findCommand(args);
    const context = await openContext(env, streams, closers.add);
    await command.run({ ...context, args: rest });
    return 0;
  } catch (cause) {
    if (!isReaderGone(cause)) complain(toComplaint(cause));
    return cause instanceof UsageError || cause instanceof ConfigError ? 2 : 1;
  } finally {
    await closers.closeAll((cause) => complain(toComplaint(cause)));
  }
};

/**
 * Runs one command of the operator's command line on the same settings as the backend.
 *
 * @returns the exit code: 0 done, 1 failed, 2 not typed right
 */
export const runCli = async (
  args: readonly string[],
  env: Environment,
  streams: Streams,
): Promise<number> => {
  const { print, complain } = createTerminal(streams.stdout, streams.stderr);
  const findFault = watchStream(streams.stdout);
  if (args.length === 0 || args[0] === 'help' || args.includes('--help')) {
    print(toHelp());
    return 0;
  }
  const code = await runCommand(args, env, streams, complain);
  // A stream tells of a fault when whoever wrote has gone on.
  await nextTurn();
  const fault = findFault();
  if (code !== 0 || fault === undefined || isReaderGone(fault)) return code;
  complain(toComplaint(fault));
  return 1;
};
