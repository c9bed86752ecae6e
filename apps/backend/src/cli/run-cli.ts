import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  createJobQueue,
  createKeyRing,
  DatabaseError,
  toReason,
  type JobQueue,
} from '@fleet-watch/iris-app-backend';
import { createClosers } from '../closers.ts';
import { ConfigError, parseConfig, type RawEnvironment } from '../config.ts';
import { loadCredentialKeys } from '../credential-keys.ts';
import { createFleetWatchVault } from '../create-fleet-watch-vault.ts';
import { hasCode } from '../has-code.ts';
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
import { parseCommandLine, toHelp } from './parse-command-line.ts';
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

/** What belongs to a process: where it reads and writes. */
export type Streams = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
};

const openContext = async (
  env: RawEnvironment,
  { stdin, stdout, stderr }: Streams,
  addCloser: (close: () => Promise<unknown> | unknown) => void,
): Promise<Omit<CommandContext, 'args' | 'options'>> => {
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
const isReaderGone = (cause: unknown): boolean => hasCode(cause, 'EPIPE');

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
  env: RawEnvironment,
  streams: Streams,
): Promise<number> => {
  const { complain } = createTerminal(streams.stdout, streams.stderr);
  const closers = createClosers();
  try {
    const { command, ...typed } = parseCommandLine(commands, args);
    const context = await openContext(env, streams, closers.add);
    await command.run({ ...context, ...typed });
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
  env: RawEnvironment,
  streams: Streams,
): Promise<number> => {
  const { print, complain } = createTerminal(streams.stdout, streams.stderr);
  const findFault = watchStream(streams.stdout);
  if (args.length === 0 || args[0] === 'help' || args.includes('--help')) {
    print(toHelp(commands));
    return 0;
  }
  const code = await runCommand(args, env, streams);
  // A stream tells of a fault when whoever wrote has gone on.
  await nextTurn();
  const fault = findFault();
  if (code !== 0 || fault === undefined || isReaderGone(fault)) return code;
  complain(toComplaint(fault));
  return 1;
};
