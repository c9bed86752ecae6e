import { getPresentOrPastAccount } from './account-argument.ts';
import { CommandError, operator, type Command } from './command.ts';

/** Everything that is known of an account goes. */
export const accountsErase: Command = {
  words: ['accounts', 'erase'],
  positionals: ['accountId'],
  options: { yes: {} },
  summary: 'deletes the account’s data, jobs and secret for good; asks first, unless --yes is given',
  run: async (context) => {
    const { options, vault, prompt, terminal } = context;
    const accountId = await getPresentOrPastAccount(context);
    if (options['yes'] !== true) {
      const answer = await prompt.ask(`Erase everything of ${accountId} for good? Type yes to go on`);
      if (answer.trim() !== 'yes') throw new CommandError('Nothing was erased.');
    }
    await vault.eraseAccount(accountId, operator);
    terminal.print(`${accountId} is erased.`);
  },
};
