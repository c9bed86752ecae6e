import { accountStatuses, type Account } from '@fleet-watch/contracts';
import type { Database, Installation } from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import { Router } from 'express';
import { findLastSync } from '../store/syncs.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { ApiError } from './api-error.ts';
import { getAccountId } from './caller.ts';
import { chooseLanguage } from './choose-language.ts';
import { toSync } from './to-sync.ts';

export type AccountRoutesDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly findInstallation: (accountId: string) => Promise<Installation | undefined>;
};

const declared: readonly string[] = [...fleetWatchScopes.required, ...fleetWatchScopes.optional];

/** Denied is what the manifest declares and the account's token did not come with; unknown before a first token. */
const toScopes = ({ grantedScopes, isProven }: Installation): Account['scopes'] => ({
  granted: declared.filter((scope) => grantedScopes.includes(scope)),
  denied: isProven ? declared.filter((scope) => !grantedScopes.includes(scope)) : [],
});

/** The account that is looking. */
export const createAccountRoutes = ({ database, findInstallation }: AccountRoutesDependencies): Router => {
  const routes = Router();
  routes.get('/account', async (request, response) => {
    const accountId = getAccountId(request);
    const installation = await findInstallation(accountId);
    const status = accountStatuses.find((known) => known === installation?.status);
    if (installation === undefined || status === undefined)
      throw new ApiError('account_not_installed', 'This account has not installed the app.');
    const lastSync = await database.forAccount(accountId, (tx) => findLastSync(tx, accountId));
    const language = chooseLanguage(request, response);
    const account: Account = {
      accountId,
      status,
      installedAt: installation.installedAt.toISOString(),
      scopes: toScopes(installation),
      lastSync: lastSync === undefined ? null : toSync(lastSync, language),
    };
    response.json(account);
  });
  return routes;
};
