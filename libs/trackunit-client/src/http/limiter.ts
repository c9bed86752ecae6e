/** Runs work, at most so many at a time; the rest waits in the order it came. */
export type Limiter = {
  /** Rejects with the signal's reason when it is aborted before the work's turn comes. `work` is async: it never throws. */
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

  const leave = (): void => {
    const [next] = waiting;
    running -= 1;
    if (next === undefined) return;
    waiting.delete(next);
    next();
  };

  const begin = <Value>(work: () => Promise<Value>): Promise<Value> => {
    running += 1;
    const result = work();
    result.then(leave, leave);
    return result;
  };

  /** One promise and one closure while it waits: ten thousand may wait at once. */
  const queue = <Value>(work: () => Promise<Value>, signal: AbortSignal | undefined): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (signal === undefined) {
        waiting.add(() => begin(work).then(resolve, reject));
        return;
      }
      const onAbort = (): void => {
        waiting.delete(start);
        reject(signal.reason as Error);
      };
      const start = (): void => {
        signal.removeEventListener('abort', onAbort);
        begin(work).then(resolve, reject);
      };
      waiting.add(start);
      signal.addEventListener('abort', onAbort, { once: true });
    });

  return {
    size: () => running + waiting.size,
    run: (work, signal) => {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      return running < max ? begin(work) : queue(work, signal);
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
