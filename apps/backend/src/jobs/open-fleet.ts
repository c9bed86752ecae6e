import {
  createProveCredential,
  type CredentialProof,
  type Database,
  type Logger,
  type Vault,
} from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import {
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

/** The account is suspended, or has the app no more. */
export class AccountNotActiveError extends Error {
  override readonly name = 'AccountNotActiveError';
  readonly code = 'account_not_active';
}

const gaps: readonly string[] = ['html', 'forbidden', 'not_found'] satisfies GraphqlGap[];
const isGap = (reason: string | undefined): reason is GraphqlGap =>
  reason !== undefined && gaps.includes(reason);

/**
 * Makes the way into an account's fleet: proves its credential, and asks by GraphQL or, where GraphQL was not there
 * within the last day, by REST at once. A refused credential is counted; the vault suspends the account when that
 * goes on.
 *
 * @returns a function that rejects with `AccountNotActiveError` or `TrackunitError`
 */
export const createOpenFleet = (dependencies: OpenFleetDependencies): OpenFleet => {
  const { database, vault, tokens, client, logger, now } = dependencies;
  const prove = createProveCredential({ vault, tokens, scopes: fleetWatchScopes, logger });

  const read = async (accountId: string, { noteFailure }: CredentialProof, options: FleetOptions) => {
    try {
      return await client.account(accountId).openFleet({ ...options, maxWaitToOpenMs: longWaitMs });
    } catch (cause) {
      await noteFailure(cause);
      throw cause;
    }
  };

  return async (accountId, signal) => {
    const proof = await prove(accountId, signal);
    if (proof === undefined) throw new AccountNotActiveError(`Account ${accountId} is not active.`);
    const known = await database.forAccount(accountId, (tx) => findGraphqlGap(tx, accountId, now()));
    const knownGap = isGap(known) ? known : undefined;
    const reading = await read(accountId, proof, { signal, knownGap });
    if (reading.source === 'REST' && knownGap === undefined) {
      const { reason } = reading;
      await database.forAccount(accountId, (tx) => recordGraphqlGap(tx, accountId, { reason, now: now() }));
    }
    return reading;
  };
};
