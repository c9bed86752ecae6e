import {
  createProveCredential,
  type CredentialProof,
  type Database,
  type Logger,
  type Vault,
} from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import {
  TrackunitError,
  type FleetOptions,
  type FleetReading,
  type TokenProvider,
  type TrackunitAccount,
} from '@fleet-watch/trackunit-client';
import type { FleetWatchTables } from '../store/tables.ts';
import { createGapMemory } from './graphql-gap.ts';

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

/**
 * Makes the way into an account's fleet: proves its credential, and asks by GraphQL or, where GraphQL is known not to be
 * there, by REST at once. REST knows less: assets without a location look as if they never reported, and vehicles are
 * missing. So an account whose data came by GraphQL is read by REST only when a later sync finds GraphQL gone, too; the
 * sync between fails, which leaves what people see as it is. A refused credential is counted; the vault suspends the
 * account when that goes on.
 *
 * @returns a function that rejects with `AccountNotActiveError` or `TrackunitError`
 */
export const createOpenFleet = (dependencies: OpenFleetDependencies): OpenFleet => {
  const { database, vault, tokens, client, logger, now } = dependencies;
  const prove = createProveCredential({ vault, tokens, scopes: fleetWatchScopes, logger });
  const gaps = createGapMemory(database, now);

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
    const recalled = await gaps.recall(accountId);
    const { knownGap } = recalled;
    const reading = await read(accountId, proof, { signal, knownGap });
    if (reading.source === 'GRAPHQL') {
      await gaps.forget(accountId, recalled);
      return reading;
    }
    if (knownGap !== undefined) return reading;
    const { reason } = reading;
    const isConfirmed = await gaps.note(accountId, reason, recalled);
    if (isConfirmed || !recalled.isReadByGraphql) return reading;
    throw new TrackunitError(
      'graphql_unavailable',
      `GraphQL answered for account ${accountId} before, and not now: ${reason}`,
      { platformCode: reason },
    );
  };
};
