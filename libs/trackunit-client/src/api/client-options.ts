import type { RetryOptions } from '../http/retry.ts';
import type { TransportOptions } from '../http/transport.ts';
import type { TokenProvider } from '../tokens/access-token.ts';
import type { BudgetStore } from './budget-store.ts';

/** What a client is made of. */
export type TrackunitClientOptions = TransportOptions & {
  /** Trackunit's API, such as `https://iris.trackunit.com`. */
  readonly apiUrl: string;
  readonly tokens: TokenProvider;
  /** Where budgets survive a restart and meet other processes. Default: in memory. */
  readonly budgets?: BudgetStore | undefined;
  /**
   * The longest that a call waits for its turn, or because an answer says so, in milliseconds, default 660,000:
   * GraphQL's points come back after at most ten minutes. A call that would wait longer fails at once, with
   * `rate_limited` or with the failure whose `retryAfterMs` is too long.
   */
  readonly maxWaitMs?: number | undefined;
  /** Requests under way at once for one account, default 4. */
  readonly maxInFlightPerAccount?: number | undefined;
  /** Requests under way at once in all, default 100. */
  readonly maxInFlight?: number | undefined;
  /** Milliseconds for one request with its answer, default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** The longest answer in bytes, default 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** How a call that may be repeated is repeated: default 8 attempts, pauses up to 0.5 s, 1 s, 2 s … 15 s. */
  readonly retry?: RetryOptions | undefined;
  /** Told of failures that hurt nobody: a budget store that does not answer. */
  readonly report?: ((error: unknown) => void) | undefined;
};
