import { parseArgs } from 'node:util';
import { UsageError, type Command, type CommandOptions } from './command.ts';

const toOptionUsage = ([name, { values }]: [string, { values?: readonly string[] }]): string =>
  values === undefined ? `[--${name}]` : `--${name} ${values.join('|')}`;

/** What to type, such as `accounts add <accountId> --kind api-user|api-key`. */
const toUsage = ({ words, positionals = [], options = {} }: Command): string =>
  [...words, ...positionals.map((name) => `<${name}>`), ...Object.entries(options).map(toOptionUsage)].join(
    ' ',
  );

/** All commands, what each takes, and what it is for. */
export const toHelp = (commands: readonly Command[]): string =>
  [
    'Usage: fleetwatch <command>, on the same settings as the backend',
    '',
    ...commands.map((command) => `  ${toUsage(command)}\n      ${command.summary}`),
  ].join('\n');

/** Options wherever they stand, `--kind=api-key` or `--kind api-key`; nothing when one is unknown or has no value. */
const findTyped = ({ options = {} }: Command, args: readonly string[]) => {
  const known = Object.entries(options).map(
    ([name, { values }]) => [name, { type: values === undefined ? 'boolean' : 'string' }] as const,
  );
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(known), allowPositionals: true });
  } catch {
    return undefined;
  }
};

/** Whether each option that has to have one of some values has one of them. */
const areChosen = ({ options = {} }: Command, typed: CommandOptions): boolean =>
  Object.entries(options).every(
    ([name, { values }]) => values === undefined || values.some((value) => value === typed[name]),
  );

/** A command as it was typed. */
export type TypedCommand = {
  readonly command: Command;
  readonly args: readonly string[];
  readonly options: CommandOptions;
};

/**
 * Finds the command that was typed, and what follows it.
 *
 * @throws UsageError that says what to type, and repeats nothing behind the command's words: it may be a secret
 */
export const parseCommandLine = (commands: readonly Command[], line: readonly string[]): TypedCommand => {
  const command = commands.find(({ words }) => words.every((word, index) => line[index] === word));
  if (command === undefined)
    throw new UsageError(`'${line.slice(0, 2).join(' ')}' is no command.\n\n${toHelp(commands)}`);
  const { words, positionals = [], note } = command;
  const cure = [toUsage(command), ...(note === undefined ? [] : [note])].join('. ');
  const typed = findTyped(command, line.slice(words.length));
  if (typed === undefined || !areChosen(command, typed.values)) throw new UsageError(`Type: ${cure}`);
  if (typed.positionals.length > positionals.length) throw new UsageError(`That is too much; type: ${cure}`);
  return { command, args: typed.positionals, options: typed.values };
};
