import { getPresentOrPastAccount } from './account-argument.ts';
import { CommandError, operator, UsageError, type Command } from './command.ts';

/** Everything that is known of an account goes. */
export const accountsErase: Command = {
  words: ['accounts', 'erase'],
  takes: '<accountId> [--yes]',
  summary: 'deletes the account’s data, jobs and secret for good; asks first, unless --yes is given',
  run: async (context) => {
    const { args, vault, prompt, terminal } = context;
    const isSure = args[1] === '--yes';
    if (args.length > (isSure ? 2 : 1)) throw new UsageError('Type: accounts erase <accountId> [--yes]');
    const accountId = await getPresentOrPastAccount(context);
    if (!isSure) {
      const answer = await prompt.ask(`Erase everything of ${accountId} for good? Type yes to go on`);
      if (answer.trim() !== 'yes') throw new CommandError('Nothing was erased.');
    }
    await vault.eraseAccount(accountId, operator);
    terminal.print(`${accountId} is erased.`);
  },
};
