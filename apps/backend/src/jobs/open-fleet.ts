import {
  createProveCredential,
  type CredentialProof,
  type Database,
  type Logger,
  type Vault,
} from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';
import {
  graphqlGaps,
  type FleetOptions,
  type FleetReading,
  type GraphqlGap,
  type TokenProvider,
  type TrackunitAccount,
} from '@fleet-watch/trackunit-client';
import { findGraphqlGap, isReadByGraphql, recordGraphqlGap } from '../store/graphql-gaps.ts';
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

const isGap = (reason: string | undefined): reason is GraphqlGap => graphqlGaps.some((gap) => gap === reason);

/**
 * Makes the way into an account's fleet: proves its credential, and asks by GraphQL or, where GraphQL was not there
 * within the last day, by REST at once. A refused credential is counted; the vault suspends the account when that
 * goes on.
 *
 * REST knows less: assets without a location look as if they never reported. So an account whose data came by GraphQL is
 * read by REST for one sync only, and the next one asks again: it takes a second finding for the day to begin.
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

  const remember = (accountId: string, reason: GraphqlGap) =>
    database.forAccount(accountId, async (tx) => {
      if (await isReadByGraphql(tx, accountId)) return;
      await recordGraphqlGap(tx, accountId, { reason, now: now() });
    });

  return async (accountId, signal) => {
    const proof = await prove(accountId, signal);
    if (proof === undefined) throw new AccountNotActiveError(`Account ${accountId} is not active.`);
    const known = await database.forAccount(accountId, (tx) => findGraphqlGap(tx, accountId, now()));
    const knownGap = isGap(known) ? known : undefined;
    const reading = await read(accountId, proof, { signal, knownGap });
    if (reading.source === 'REST' && knownGap === undefined) await remember(accountId, reading.reason);
    return reading;
  };
};
