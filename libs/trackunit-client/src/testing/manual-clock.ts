import type { Sleep } from '../http/sleep.ts';

/** A clock that stands still until the test moves it; sleeping on it moves it, too. */
export const createManualClock = (startMs = Date.parse('2026-01-01T10:00:00Z')) => {
  let nowMs = startMs;
  const slept: number[] = [];
  const sleep: Sleep = (ms, signal) => {
    signal?.throwIfAborted();
    slept.push(ms);
    nowMs += ms;
    // Others get their turn, as during a real sleep.
    return new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => nowMs,
    advance: (ms: number): void => void (nowMs += ms),
    sleep,
    /** The pauses so far, in milliseconds. */
    slept,
  };
};

export type ManualClock = ReturnType<typeof createManualClock>;
