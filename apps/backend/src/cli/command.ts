import type { Database, JobQueue, KeyRing, Vault } from '@fleet-watch/iris-app-backend';
import type { FleetWatchTables } from '../store/tables.ts';
import type { Prompt } from './prompt.ts';
import type { Terminal } from './terminal.ts';

/** What a command works with. */
export type CommandContext = {
  readonly database: Database<FleetWatchTables>;
  readonly vault: Vault<FleetWatchTables>;
  readonly keys: KeyRing;
  /** The job queue, opened when it is first asked for. This process does no jobs. */
  readonly openJobs: () => Promise<JobQueue<FleetWatchTables>>;
  readonly args: readonly string[];
  readonly terminal: Terminal;
  readonly prompt: Prompt;
  readonly now: () => Date;
};

/** One command of `fleetwatch`: its words, what follows them, what it is for. */
export type Command = {
  readonly words: readonly string[];
  readonly takes: string;
  readonly summary: string;
  readonly run: (context: CommandContext) => Promise<void>;
};

/** Who did it, in the audit. */
export const operator = 'operator';

/** A command was not typed right; the message says what to type. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A command that was typed right can't be done; the message says why. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
