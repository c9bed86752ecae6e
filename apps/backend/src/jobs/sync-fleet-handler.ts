import type { AccountJobHandler, Database, Vault } from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import { isTrackunitError, type TokenProvider } from '@fleet-watch/trackunit-client';
import { failSync } from '../store/syncs.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { syncFleetJob } from './sync-fleet-job.ts';
import type { createSyncFleet } from './sync-fleet.ts';
import { toFailureText } from './failure-text.ts';

export type SyncFleetHandlerDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly vault: Vault<FleetWatchTables>;
  readonly tokens: TokenProvider;
  readonly syncFleet: ReturnType<typeof createSyncFleet>;
  readonly now: () => Date;
};

const declaredScopes = [...fleetWatchScopes.required, ...fleetWatchScopes.optional];

/** Whether Trackunit drops or refuses a scope that an account denied is not documented; both end in what was granted. */
const getWidestToken = async (tokens: TokenProvider, accountId: string, signal: AbortSignal) => {
  try {
    return await tokens.getToken({ accountId, scopes: declaredScopes, signal });
  } catch (cause) {
    if (!isTrackunitError(cause, 'invalid_scope')) throw cause;
    return tokens.getToken({ accountId, scopes: fleetWatchScopes.required, signal });
  }
};
const lastAttempt = (syncFleetJob.retryLimit ?? 0) + 1;

/**
 * Makes the handler of the sync job: proves the account's credential, reads its fleet, and sees to what fails. A
 * failure that may pass makes the job be tried again; any other ends the sync with a sentence for people. A refused
 * credential is counted; the vault suspends the account when that goes on.
 */
export const createSyncFleetHandler = ({
  database,
  vault,
  tokens,
  syncFleet,
  now,
}: SyncFleetHandlerDependencies): AccountJobHandler<object> => {
  const prove = async (accountId: string, generation: number, signal: AbortSignal): Promise<void> => {
    try {
      const { grantedScopes } = await getWidestToken(tokens, accountId, signal);
      await vault.recordTokenOutcome({ accountId, generation }, { type: 'granted', scopes: grantedScopes });
    } catch (cause) {
      if (isTrackunitError(cause, 'invalid_client'))
        await vault.recordTokenOutcome({ accountId, generation }, { type: 'invalid_client' });
      throw cause;
    }
  };

  const fail = (accountId: string, error: string) =>
    database.forAccount(accountId, (tx) => failSync(tx, accountId, { error, now: now() }));

  return async ({ accountId, attempt, signal }) => {
    const installation = await vault.findInstallation(accountId);
    if (installation?.status !== 'ACTIVE') {
      await fail(accountId, 'The app is not active for this account.');
      return;
    }
    try {
      await prove(accountId, installation.generation, signal);
      await syncFleet(accountId, signal);
    } catch (cause) {
      const mayPass = isTrackunitError(cause) ? cause.retryable : true;
      if (signal.aborted || (mayPass && attempt < lastAttempt)) throw cause;
      await fail(accountId, toFailureText(cause));
    }
  };
};
