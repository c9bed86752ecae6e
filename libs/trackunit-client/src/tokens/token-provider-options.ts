import type { RetryOptions } from '../http/retry.ts';
import type { TransportOptions } from '../http/transport.ts';
import type { CredentialSource } from './credential.ts';
import type { RenewalLease } from './renewal-lease.ts';
import type { TokenStore } from './token-store.ts';

/** What a token provider is made of. */
export type TokenProviderOptions = TransportOptions & {
  /** Trackunit's authorization server, such as `https://auth.trackunit.com`. Its origin is part of every key. */
  readonly authUrl: string;
  /** The app on whose behalf tokens are asked for; part of every key. */
  readonly irisAppId: string;
  readonly credentials: CredentialSource;
  /**
   * The manifest's scopes. A token is never asked for with another, and an API user has them all, also those that no
   * document names. Default: not checked.
   */
  readonly declaredScopes?: readonly string[] | undefined;
  /** Where tokens survive a restart and meet other processes. Default: nowhere. */
  readonly store?: TokenStore | undefined;
  /** Which process renews a token. Of use only with a store. Default: each for itself. */
  readonly lease?: RenewalLease | undefined;
  /** For how many milliseconds the lease is taken, default 45,000: longer than a request with its retries. */
  readonly leaseTtlMs?: number | undefined;
  /** Accounts in memory, default 100,000. */
  readonly maxAccounts?: number | undefined;
  /** Token requests under way at once, default 100. */
  readonly maxInFlight?: number | undefined;
  /** Milliseconds for one token request, default 10,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * How a token request is repeated: default 3 attempts, pauses up to 0.25 s and 0.5 s, of more attempts up to 8 s. A
   * `Retry-After` that is longer than the longest pause ends it. A refresh token is never sent twice.
   */
  readonly retry?: RetryOptions | undefined;
  /** Told of failures that hurt nobody yet: a store that does not answer, a renewal in the background. */
  readonly report?: ((error: unknown) => void) | undefined;
};
