import { getPresentOrPastAccount } from './account-argument.ts';
import { operator, type Command } from './command.ts';

/** Everything that is known of an account, without secrets. */
export const accountsExport: Command = {
  words: ['accounts', 'export'],
  positionals: ['accountId'],
  summary:
    'writes the account’s data as JSON, without secrets: {accountId, exportedAt, rows: [{table, row}]}',
  run: async (context) => {
    const { vault, terminal, now } = context;
    const accountId = await getPresentOrPastAccount(context);
    const head = JSON.stringify({ accountId, exportedAt: now().toISOString() }).slice(0, -1);
    await terminal.write(`${head},"rows":[`);
    let separator = '\n';
    await vault.exportAccount(accountId, operator, async ({ table, rows }) => {
      const lines = rows.map((row) => JSON.stringify({ table, row }));
      await terminal.write(`${separator}${lines.join(',\n')}`);
      separator = ',\n';
    });
    await terminal.write('\n]}\n');
  },
};
