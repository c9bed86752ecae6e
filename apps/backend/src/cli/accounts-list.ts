import type { Command } from './command.ts';

/** Who has the app, since when, and whether it works. */
export const accountsList: Command = {
  words: ['accounts', 'list'],
  takes: '',
  summary: 'every account that has the app: status, kind of credential, since when, granted scopes',
  run: async ({ vault, print }) => {
    const installations = await vault.listInstallations();
    for (const { accountId, status, credentialKind, installedAt, grantedScopes } of installations)
      print(
        [accountId, status, credentialKind, installedAt.toISOString(), grantedScopes.join(' ') || '-'].join(
          '\t',
        ),
      );
    if (installations.length === 0) print('No account has the app.');
  },
};
