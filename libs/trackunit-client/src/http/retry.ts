import { TrackunitError } from '../trackunit-error.ts';
import type { Sleep } from './sleep.ts';

/** How often and how patiently a call that may be repeated is repeated. Who takes this says what is so by default. */
export type RetryOptions = {
  /** Calls in all. */
  readonly attempts?: number;
  /** The longest first pause in milliseconds; doubles with each attempt. */
  readonly baseMs?: number;
  /** The longest pause in milliseconds, where no answer asks for a longer one. */
  readonly capMs?: number;
};

/**
 * The pause after a failed call, with full jitter, so that callers that failed together do not come back together.
 *
 * @param attempt the call that failed, from 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const toPauseMs = (
  attempt: number,
  { baseMs, capMs }: Required<RetryOptions>,
  random: () => number,
): number => random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));

type Tools = {
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly signal?: AbortSignal | undefined;
};

/** Our own breaker says no more than that it is closed to us: waiting for it here would only hold a place. */
const isOpenCircuit = (error: TrackunitError): boolean => error.platformCode === 'circuit_open';

/**
 * Repeats a call while it fails in a way that may pass. Only for calls that do no harm when Trackunit did get the first
 * one. A `Retry-After` that is longer than `capMs` ends the repeating.
 */
export const retrying = async <Value>(
  call: () => Promise<Value>,
  retry: Required<RetryOptions>,
  { random, sleep, signal }: Tools,
): Promise<Value> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TrackunitError) || !error.retryable || isOpenCircuit(error)) throw error;
      const floorMs = error.retryAfterMs ?? 0;
      if (attempt >= retry.attempts || floorMs > retry.capMs) throw error;
      await sleep(floorMs + toPauseMs(attempt, retry, random), signal);
    }
  }
};
