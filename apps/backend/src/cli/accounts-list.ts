import { listLastSyncs } from '../store/last-syncs.ts';
import type { Command } from './command.ts';

/** Who has the app, since when, whether it works, and how the last sync went. */
export const accountsList: Command = {
  words: ['accounts', 'list'],
  summary:
    'every account: id, status, kind of credential, since when, last sync and its source, granted scopes',
  run: async ({ database, vault, terminal }) => {
    const installations = await vault.listInstallations();
    const syncs = await database.asSystem((tx) => listLastSyncs(tx));
    for (const { accountId, status, credentialKind, installedAt, grantedScopes } of installations) {
      const sync = syncs.get(accountId);
      const columns = [
        accountId,
        status,
        credentialKind ?? '-',
        installedAt.toISOString(),
        sync === undefined ? '-' : `${sync.state} ${(sync.finishedAt ?? sync.queuedAt).toISOString()}`,
        sync?.source ?? '-',
        grantedScopes.join(' ') || '-',
      ];
      terminal.print(columns.join('\t'));
    }
    if (installations.length === 0) terminal.print('No account has the app.');
  },
};
