import { createRequestSync } from '../jobs/request-sync.ts';
import { getInstallation } from './account-argument.ts';
import { operator, type Command } from './command.ts';

/** Stops an account's work and keeps everything. */
export const accountsSuspend: Command = {
  words: ['accounts', 'suspend'],
  positionals: ['accountId'],
  summary: 'stops the work for an account and keeps everything',
  run: async (context) => {
    const installation = await getInstallation(context);
    const { accountId } = installation;
    const changed = await context.vault.suspend(installation, operator, 'suspended from the command line');
    context.terminal.print(changed ? `${accountId} is suspended.` : `${accountId} was suspended already.`);
  },
};

/** Lets a suspended account work again. */
export const accountsActivate: Command = {
  words: ['accounts', 'activate'],
  positionals: ['accountId'],
  summary: 'lets a suspended account work again, beginning with a sync',
  run: async (context) => {
    const { vault, database, openJobs, terminal } = context;
    const installation = await getInstallation(context);
    const { accountId } = installation;
    if (!(await vault.activate(installation, operator))) {
      terminal.print(`${accountId} was active already.`);
      return;
    }
    const requestSync = createRequestSync(await openJobs());
    await database.asSystem((tx) => requestSync(tx, accountId));
    terminal.print(`${accountId} is active. A sync is queued.`);
  },
};
