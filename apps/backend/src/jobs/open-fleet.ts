import {
  toReason,
  type Database,
  type InstallationRef,
  type Logger,
  type Vault,
} from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import {
  isTrackunitError,
  type AccessToken,
  type FleetOptions,
  type FleetReading,
  type GraphqlGap,
  type TokenProvider,
  type TrackunitAccount,
} from '@fleet-watch/trackunit-client';
import { findGraphqlGap, recordGraphqlGap } from '../store/graphql-gaps.ts';
import type { FleetWatchTables } from '../store/tables.ts';

/** Begins to read an account's whole fleet from Trackunit. */
export type OpenFleet = (accountId: string, signal?: AbortSignal) => Promise<FleetReading>;

export type OpenFleetDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly vault: Pick<Vault<FleetWatchTables>, 'findInstallation' | 'recordTokenOutcome'>;
  readonly tokens: Pick<TokenProvider, 'getToken' | 'invalidate' | 'forgetRefusal'>;
  readonly client: { readonly account: (accountId: string) => Pick<TrackunitAccount, 'openFleet'> };
  readonly logger: Logger;
  readonly now: () => Date;
};

/** Who has to wait longer before the first page gives the place to another account; see `createPostponeSync`. */
export const longWaitMs = 10_000;

/** What a token has just shown to be good. */
type Proof = { readonly ref: InstallationRef; readonly token: AccessToken };

/** The account is suspended, or has the app no more. */
export class AccountNotActiveError extends Error {
  override readonly name = 'AccountNotActiveError';
  readonly code = 'account_not_active';
}

const declaredScopes = [...fleetWatchScopes.required, ...fleetWatchScopes.optional];

const gaps: readonly string[] = ['html', 'forbidden', 'not_found'] satisfies GraphqlGap[];
const isGap = (reason: string | undefined): reason is GraphqlGap =>
  reason !== undefined && gaps.includes(reason);

/** Whether Trackunit drops or refuses a scope that an account denied is not documented; both end in what was granted. */
const getWidestToken = async (
  tokens: OpenFleetDependencies['tokens'],
  accountId: string,
  signal: AbortSignal | undefined,
) => {
  try {
    return await tokens.getToken({ accountId, scopes: declaredScopes, signal });
  } catch (cause) {
    if (!isTrackunitError(cause, 'invalid_scope')) throw cause;
    return tokens.getToken({ accountId, scopes: fleetWatchScopes.required, signal });
  }
};

/**
 * Makes the way into an account's fleet: proves its credential, and asks by GraphQL or, where GraphQL was not there
 * within the last day, by REST at once. A refused credential is counted; the vault suspends the account when that
 * goes on.
 *
 * @returns a function that rejects with `AccountNotActiveError` or `TrackunitError`
 */
export const createOpenFleet = (dependencies: OpenFleetDependencies): OpenFleet => {
  const { database, vault, tokens, client, logger, now } = dependencies;

  const prove = async (accountId: string, signal: AbortSignal | undefined): Promise<Proof> => {
    const installation = await vault.findInstallation(accountId);
    if (installation?.status !== 'ACTIVE')
      throw new AccountNotActiveError(`Account ${accountId} is not active.`);
    const ref = { accountId, generation: installation.generation };
    // What is counted is what Trackunit says now, not what it said a moment ago.
    if (installation.refusals > 0) tokens.forgetRefusal(accountId);
    try {
      const token = await getWidestToken(tokens, accountId, signal);
      const { grantedScopes } = token;
      await vault.recordTokenOutcome(ref, { type: 'granted', scopes: grantedScopes });
      if (!installation.isProven)
        logger.info({ ...ref, grantedScopes }, 'credential proven by a first token');
      return { ref, token };
    } catch (cause) {
      if (isTrackunitError(cause, 'invalid_client'))
        await vault.recordTokenOutcome(ref, { type: 'invalid_client' });
      logger.warn({ ...ref, reason: toReason(cause) }, 'no token for this credential');
      throw cause;
    }
  };

  /** A kept token outlives its credential: that Trackunit refuses it since may show no earlier than here. */
  const read = async ({ ref, token }: Proof, options: FleetOptions): Promise<FleetReading> => {
    try {
      return await client.account(ref.accountId).openFleet({ ...options, maxWaitToOpenMs: longWaitMs });
    } catch (cause) {
      if (isTrackunitError(cause, 'invalid_client')) {
        await tokens.invalidate({ accountId: ref.accountId, token });
        await vault.recordTokenOutcome(ref, { type: 'invalid_client' });
      }
      throw cause;
    }
  };

  return async (accountId, signal) => {
    const proof = await prove(accountId, signal);
    const known = await database.forAccount(accountId, (tx) => findGraphqlGap(tx, accountId, now()));
    const knownGap = isGap(known) ? known : undefined;
    const reading = await read(proof, { signal, knownGap });
    if (reading.source === 'REST' && knownGap === undefined) {
      const { reason } = reading;
      await database.forAccount(accountId, (tx) => recordGraphqlGap(tx, accountId, { reason, now: now() }));
    }
    return reading;
  };
};
