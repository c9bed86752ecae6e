import type { Understand } from './understand.ts';

/** One call on behalf of an account. */
export type ApiCall<Value> = {
  readonly accountId: string;
  /** The name of its budget; calls that Trackunit counts together share one. */
  readonly endpoint: string;
  /** What the call needs. Without one of these it is not made. */
  readonly scopes: readonly string[];
  readonly method: 'GET' | 'POST';
  /** From the API's origin on, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Whether making it twice does no more than making it once. Only then it is repeated. */
  readonly isIdempotent: boolean;
  /** Milliseconds between two calls of the account, default 0. */
  readonly spacingMs?: number;
  /** The longest that it waits for its turn and between tries, in milliseconds, default the caller's. */
  readonly maxWaitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly understand: Understand<Value>;
};
