/** What work gets that may take as long as it goes on. */
export type Progress = {
  /** Aborts when the work is given up, and with the signal of whoever asked for it. */
  readonly signal: AbortSignal;
  /** Says that the work has come further. */
  readonly tell: () => void;
};

/** Work that came no further for too long. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
  readonly code = 'stalled';

  constructor(longestPauseMs: number) {
    super(`Nothing came further for ${longestPauseMs} ms.`);
  }
}

/**
 * Does work whose length nobody knows, and gives it up when it says nothing for `longestPauseMs`. Work that does not
 * mind its signal is left behind: who waits for it is let go all the same.
 *
 * @throws {StalledError} when the work was given up; else what the work throws
 */
export const runUntilStalled = async <Value>(
  work: (progress: Progress) => Promise<Value>,
  { longestPauseMs, signal }: { readonly longestPauseMs: number; readonly signal?: AbortSignal | undefined },
): Promise<Value> => {
  const { promise: stalled, reject } = Promise.withResolvers<never>();
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const error = new StalledError(longestPauseMs);
    controller.abort(error);
    reject(error);
  }, longestPauseMs);
  const signals = signal === undefined ? [controller.signal] : [controller.signal, signal];
  try {
    const tell = () => {
      if (!controller.signal.aborted) timer.refresh();
    };
    return await Promise.race([work({ signal: AbortSignal.any(signals), tell }), stalled]);
  } finally {
    clearTimeout(timer);
  }
};
