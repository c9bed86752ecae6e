/** Runs work, at most so many at a time; the rest waits in the order it came. */
export type Limiter = {
  /** Rejects with the signal's reason when it is aborted before the work's turn comes. */
  readonly run: <Value>(work: () => Promise<Value>, signal?: AbortSignal) => Promise<Value>;
  /** How much runs or waits. */
  readonly size: () => number;
};

/**
 * Makes a limiter. Our own forty lines and no library: the usual ones cannot take a single waiter out of the
 * queue when its caller gives up.
 */
export const createLimiter = (max: number): Limiter => {
  let running = 0;
  // A set keeps its order, and a waiter that gives up leaves it in constant time.
  const waiting = new Set<() => void>();

  const enter = (signal: AbortSignal | undefined): Promise<void> => {
    if (running < max) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.delete(start);
        reject(signal?.reason as Error);
      };
      // The place of the one that leaves is handed on, so `running` stays.
      const start = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      waiting.add(start);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  };

  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      running -= 1;
      return;
    }
    waiting.delete(next);
    next();
  };

  return {
    size: () => running + waiting.size,
    run: async (work, signal) => {
      signal?.throwIfAborted();
      await enter(signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
};

/** A limiter per key; a key that has nothing to do takes no memory. */
export const createKeyedLimiter = (max: number) => {
  const limiters = new Map<string, Limiter>();
  return {
    run: async <Value>(key: string, work: () => Promise<Value>, signal?: AbortSignal): Promise<Value> => {
      const limiter = limiters.get(key) ?? createLimiter(max);
      limiters.set(key, limiter);
      try {
        return await limiter.run(work, signal);
      } finally {
        if (limiter.size() === 0 && limiters.get(key) === limiter) limiters.delete(key);
      }
    },
    keys: (): number => limiters.size,
  };
};
