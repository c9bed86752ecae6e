import { TrackunitError } from '../trackunit-error.ts';
import type { Sleep } from './sleep.ts';

/** How often and how patiently a call that may be repeated is repeated. */
export type RetryOptions = {
  /** Calls in all, default 4. */
  readonly attempts?: number;
  /** The longest first pause in milliseconds, default 250; doubles with each attempt. */
  readonly baseMs?: number;
  /** The longest pause in milliseconds, default 8,000. A `Retry-After` that is longer ends the repeating. */
  readonly capMs?: number;
};

type Tools = {
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly signal?: AbortSignal | undefined;
};

/** Our own breaker says no more than that it is closed to us: waiting for it here would only hold a place. */
const isOpenCircuit = (error: TrackunitError): boolean => error.platformCode === 'circuit_open';

/**
 * Repeats a call while it fails in a way that may pass, with full jitter between, so that callers that failed
 * together do not come back together. Only for calls that do no harm when Trackunit did get the first one.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const retrying = async <Value>(
  call: () => Promise<Value>,
  { attempts = 4, baseMs = 250, capMs = 8_000 }: RetryOptions,
  { random, sleep, signal }: Tools,
): Promise<Value> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TrackunitError) || !error.retryable || isOpenCircuit(error)) throw error;
      const floorMs = error.retryAfterMs ?? 0;
      if (attempt >= attempts || floorMs > capMs) throw error;
      await sleep(floorMs + random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)), signal);
    }
  }
};
