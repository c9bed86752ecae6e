import type { Clock } from '../clock.ts';
import { TrackunitError, type TrackunitErrorCode } from '../trackunit-error.ts';

/** When a host counts as down, and for how long it is left alone. */
export type CircuitBreakerOptions = {
  /** Failures in a row, over all accounts, default 10. */
  readonly failures?: number;
  /** First pause in milliseconds, default 5,000; doubles with each failing probe up to eight times. */
  readonly pauseMs?: number;
};

/** Stops asking a host that does not answer, and probes it with one request after a pause. */
export type CircuitBreaker = { readonly run: <Value>(work: () => Promise<Value>) => Promise<Value> };

/** The pause has doubled so often when it grows no more. */
const mostDoublings = 3;

const hostFailures: ReadonlySet<TrackunitErrorCode> = new Set(['unavailable', 'timeout']);

/**
 * Makes the breaker of one host. Only `unavailable` and `timeout` count as failures: an answer, even a refusal,
 * shows that the host lives. An aborted request proves nothing either way.
 */
export const createCircuitBreaker = (
  host: string,
  { failures: limit = 10, pauseMs = 5_000 }: CircuitBreakerOptions,
  clock: Clock,
): CircuitBreaker => {
  let failures = 0;
  let failedProbes = 0;
  let openUntilMs = 0;
  let probing = false;

  /** Whether the work is the one probe of an open circuit. */
  const admit = (): boolean => {
    if (failures < limit) return false;
    const waitMs = openUntilMs - clock.now();
    // No pause is so long: the clock was put back.
    const isOver = waitMs <= 0 || waitMs > pauseMs * 2 ** mostDoublings;
    if (isOver && !probing) return (probing = true);
    throw new TrackunitError('unavailable', `${host} is left alone after ${failures} failures in a row`, {
      platformCode: 'circuit_open',
      retryAfterMs: isOver ? 1_000 : Math.max(waitMs, 1_000),
    });
  };

  const noteAnswer = (): void => {
    failures = 0;
    failedProbes = 0;
  };

  const noteFailure = (error: unknown, isProbe: boolean): void => {
    if (!(error instanceof TrackunitError)) return;
    if (!hostFailures.has(error.code)) return noteAnswer();
    failures += 1;
    if (isProbe) failedProbes += 1;
    // What was under way when the circuit opened fails with it, and says nothing new.
    if (!isProbe && failures !== limit) return;
    openUntilMs = clock.now() + pauseMs * 2 ** Math.min(failedProbes, mostDoublings);
  };

  return {
    run: async (work) => {
      const isProbe = admit();
      try {
        const value = await work();
        noteAnswer();
        return value;
      } catch (error) {
        noteFailure(error, isProbe);
        throw error;
      } finally {
        if (isProbe) probing = false;
      }
    },
  };
};
