import type { Database, Vault } from '@fleet-watch/iris-app-backend';
import type { FleetWatchTables } from '../store/tables.ts';

/** What a command works with. */
export type CommandContext = {
  readonly database: Database<FleetWatchTables>;
  readonly vault: Vault<FleetWatchTables>;
  readonly args: readonly string[];
  /** Writes a line for whoever typed the command. */
  readonly print: (line: string) => void;
};

/** One command of `fleetwatch`: its words, what follows them, what it is for. */
export type Command = {
  readonly words: readonly string[];
  readonly takes: string;
  readonly summary: string;
  readonly run: (context: CommandContext) => Promise<void>;
};

/** A command was not typed right; the message says what to type. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
