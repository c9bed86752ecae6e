import type { Installation } from '@fleet-watch/iris-app-backend';
import { isUuid } from '../is-uuid.ts';
import { CommandError, UsageError, type CommandContext } from './command.ts';

/** A UUID that was typed. */
export const parseId = (text: string | undefined, what: string): string => {
  if (text === undefined) throw new UsageError(`Say which: ${what} is missing.`);
  if (!isUuid(text)) throw new UsageError(`'${text}' is no ${what}: it is no UUID.`);
  return text.toLowerCase();
};

/** The account that was typed, which has the app or had it: its data outlives an uninstall until it is erased. */
export const getPresentOrPastAccount = async ({ vault, args }: CommandContext): Promise<string> => {
  const accountId = parseId(args[0], 'account id');
  if (!(await vault.wasInstalled(accountId)))
    throw new CommandError(`Account ${accountId} has never had the app. 'accounts list' shows who has it.`);
  return accountId;
};

/** The install of the account that was typed. */
export const getInstallation = async ({ vault, args }: CommandContext): Promise<Installation> => {
  const accountId = parseId(args[0], 'account id');
  const installation = await vault.findInstallation(accountId);
  if (installation === undefined)
    throw new CommandError(`Account ${accountId} does not have the app. 'accounts list' shows who does.`);
  return installation;
};
