import type { createKeyedLimiter } from '../http/limiter.ts';
import { toPauseMs, type RetryOptions } from '../http/retry.ts';
import type { Sleep } from '../http/sleep.ts';
import { isTrackunitError, type TrackunitError } from '../trackunit-error.ts';
import { createApiAttempt, type ApiAttemptOptions } from './api-attempt.ts';
import type { ApiCall } from './api-call.ts';
import type { Budgets } from './budgets.ts';

/** What calls are made with. */
export type ApiCallerOptions = ApiAttemptOptions & {
  readonly budgets: Budgets;
  readonly accountLimiter: ReturnType<typeof createKeyedLimiter>;
  readonly retry: Required<RetryOptions>;
  /** The longest that a call waits for its turn and between tries, in milliseconds. */
  readonly maxWaitMs: number;
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
  const { budgets, accountLimiter, random, sleep, retry } = options;
  const attempts = createApiAttempt(options);

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

  const callUntilAnswered = async <Value>(call: ApiCall<Value>): Promise<Value> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Before its turn: a call that still had to obtain its token would come late, into the next one's turn.
        await attempts.prepare(call);
        const { spacingMs = 0, signal } = call;
        await budgets.waitForTurn(call, { spacingMs, maxWaitMs: toMaxWaitMs(call), signal });
        return await attempts.run(call);
      } catch (error) {
        await recover(call, error, attempt);
      }
    }
  };

  return (call) => accountLimiter.run(call.accountId, () => callUntilAnswered(call), call.signal);
};
