import type { Clock } from '../clock.ts';
import type { CircuitBreaker } from '../http/circuit-breaker.ts';
import type { createKeyedLimiter, Limiter } from '../http/limiter.ts';
import { toPauseMs, type RetryOptions } from '../http/retry.ts';
import type { HttpAnswer, Send } from '../http/send.ts';
import type { ServerTime } from '../http/server-time.ts';
import type { Sleep } from '../http/sleep.ts';
import type { AccessToken, TokenProvider } from '../tokens/access-token.ts';
import { isTrackunitError, TrackunitError } from '../trackunit-error.ts';
import type { Budgets } from './budgets.ts';

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
  /** Understands the answer, or throws what it means. */
  readonly understand: (answer: HttpAnswer, what: string, nowMs: number) => Value;
};

/** What calls are made with. */
export type ApiCallerOptions = {
  readonly apiUrl: string;
  readonly tokens: TokenProvider;
  readonly budgets: Budgets;
  readonly breaker: CircuitBreaker;
  readonly limiter: Limiter;
  readonly accountLimiter: ReturnType<typeof createKeyedLimiter>;
  readonly serverTime: ServerTime;
  readonly retry: Required<RetryOptions>;
  /** The longest that a call waits for its turn and between tries, in milliseconds. */
  readonly maxWaitMs: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
  readonly sleep: Sleep;
};

/** Makes calls politely: within budgets, few at a time, repeated only where that does no harm. */
export type ApiCaller = <Value>(call: ApiCall<Value>) => Promise<Value>;

/** A body that stops in the middle is a fault of the line, though it came with a status that says otherwise. */
const isWorthAnotherTry = (error: TrackunitError): boolean =>
  error.retryable || error.platformCode === 'unreadable_body';

/** Makes a caller of one API. */
export const createApiCaller = (options: ApiCallerOptions): ApiCaller => {
  const { apiUrl, tokens, budgets, breaker, limiter, accountLimiter, serverTime } = options;
  const { timeoutMs, maxBytes, send, clock, random, sleep, retry } = options;

  const getToken = async ({ accountId, scopes, signal }: ApiCall<unknown>): Promise<AccessToken> => {
    const token = await tokens.getToken({ accountId, scopes, signal });
    const missing = scopes.filter((scope) => !token.grantedScopes.includes(scope));
    if (missing.length === 0) return token;
    throw new TrackunitError('scope_not_granted', `account ${accountId} did not grant: ${missing.join(' ')}`);
  };

  const sendOnce = async (token: AccessToken, call: ApiCall<unknown>): Promise<HttpAnswer> => {
    const { method, path, body, signal } = call;
    const headers: Record<string, string> = {
      accept: 'application/json',
      authorization: `Bearer ${token.token.reveal()}`,
    };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const url = new URL(path, apiUrl).href;
    const sentAtMs = clock.now();
    const answer = await send({ url, method, headers, ...text, timeoutMs, maxBytes, signal });
    serverTime.learn(answer.headers.get('date'), sentAtMs, clock.now());
    return answer;
  };

  const callWith = <Value>(token: AccessToken, call: ApiCall<Value>): Promise<Value> => {
    const what = `${call.method} ${call.path.split('?', 1)[0] ?? ''}`;
    const work = async () => call.understand(await sendOnce(token, call), what, serverTime.now());
    return limiter.run(() => breaker.run(work), call.signal);
  };

  /** A 401 drops the token and tries once with a new one. */
  const callOnce = async <Value>(call: ApiCall<Value>): Promise<Value> => {
    const token = await getToken(call);
    try {
      return await callWith(token, call);
    } catch (error) {
      if (!isTrackunitError(error, 'unauthorized')) throw error;
      await tokens.invalidate({ accountId: call.accountId, token });
      const newer = await getToken(call);
      if (newer.token.reveal() === token.token.reveal()) throw error;
      return callWith(newer, call);
    }
  };

  const toMaxWaitMs = (call: ApiCall<unknown>): number => call.maxWaitMs ?? options.maxWaitMs;

  /** Waits as the failure demands, or throws it: so also when it demands longer than the call waits. */
  const recover = async (call: ApiCall<unknown>, error: unknown, attempt: number): Promise<void> => {
    if (!isTrackunitError(error) || error.platformCode === 'budget_used_up') throw error;
    const waitMs = (error.retryAfterMs ?? 0) + toPauseMs(attempt, retry, random);
    if (error.code === 'rate_limited') {
      // Kept for the account's other calls and processes too. Trackunit did nothing, so any call may be repeated.
      await budgets.pause(call, waitMs);
      if (attempt >= retry.attempts) throw error;
      return;
    }
    if (!call.isIdempotent || !isWorthAnotherTry(error) || attempt >= retry.attempts) throw error;
    if (waitMs > toMaxWaitMs(call)) throw error;
    await sleep(waitMs, call.signal);
  };

  return (call) =>
    accountLimiter.run(
      call.accountId,
      async () => {
        for (let attempt = 1; ; attempt += 1) {
          try {
            // Before its turn: a call that still had to obtain its token would come late, into the next one's turn.
            await getToken(call);
            const { spacingMs = 0, signal } = call;
            await budgets.waitForTurn(call, { spacingMs, maxWaitMs: toMaxWaitMs(call), signal });
            return await callOnce(call);
          } catch (error) {
            await recover(call, error, attempt);
          }
        }
      },
      call.signal,
    );
};
