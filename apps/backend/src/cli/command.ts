import type { Database, JobQueue, KeyRing, Vault } from '@fleet-watch/iris-app-backend';
import type { FleetWatchTables } from '../store/tables.ts';
import type { Prompt } from './prompt.ts';
import type { Terminal } from './terminal.ts';

/** What was typed for a command's options. */
export type CommandOptions = Readonly<Record<string, string | boolean | undefined>>;

/** What a command works with. */
export type CommandContext = {
  readonly database: Database<FleetWatchTables>;
  readonly vault: Vault<FleetWatchTables>;
  readonly keys: KeyRing;
  /** The job queue, opened when it is first asked for. This process does no jobs. */
  readonly openJobs: () => Promise<JobQueue<FleetWatchTables>>;
  /** What was typed for the command's positionals; fewer may have been. */
  readonly args: readonly string[];
  readonly options: CommandOptions;
  readonly terminal: Terminal;
  readonly prompt: Prompt;
  readonly now: () => Date;
};

/** An option of a command: one that has values has to be given with one of them, one that has none is a switch. */
export type CommandOption = { readonly values?: readonly string[] };

/** One command of `fleetwatch`: its words, what follows them, what it is for. */
export type Command = {
  readonly words: readonly string[];
  /** What has to follow, in this order, such as `accountId`. */
  readonly positionals?: readonly string[];
  readonly options?: Readonly<Record<string, CommandOption>>;
  readonly summary: string;
  /** What to tell somebody who typed it wrong, besides what to type. */
  readonly note?: string;
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
