import { createRequestSync } from '../jobs/request-sync.ts';
import { getInstallation } from './account-argument.ts';
import { CommandError, type Command } from './command.ts';

/** Reads an account's fleet as soon as a worker can. */
export const sync: Command = {
  words: ['sync'],
  positionals: ['accountId'],
  summary: 'queues a sync of the account now; a running backend does it',
  run: async (context) => {
    const { accountId, status } = await getInstallation(context);
    if (status !== 'ACTIVE')
      throw new CommandError(`${accountId} is ${status}: 'accounts activate ${accountId}' comes first.`);
    const requestSync = createRequestSync(await context.openJobs());
    const { id, state } = await context.database.asSystem((tx) => requestSync(tx, accountId));
    context.terminal.print(`Sync ${id} of ${accountId} is ${state}.`);
  },
};
