import { goRound } from '../go-round.ts';

/** Runs work, at most so many at a time; the rest waits in the order it came. */
export type Limiter = {
  /** Rejects with the signal's reason when it is aborted before the work's turn comes. `work` is async: it never throws. */
  readonly run: <Value>(work: () => Promise<Value>, signal?: AbortSignal) => Promise<Value>;
  /**
   * Calls `start` when its turn comes; whoever asked calls `leave` once afterwards. For work that waits by the ten
   * thousand: a call of `run` that waits takes three times the memory.
   */
  readonly enter: (start: () => void) => void;
  readonly leave: () => void;
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
  const findNext = goRound(waiting);

  const enter = (start: () => void): void => {
    if (running >= max) return void waiting.add(start);
    running += 1;
    start();
  };

  const leave = (): void => {
    const next = findNext();
    if (next === undefined) return void (running -= 1);
    waiting.delete(next);
    next();
  };

  const run = <Value>(work: () => Promise<Value>, signal?: AbortSignal): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const onAbort = (): void => {
        waiting.delete(start);
        reject(signal?.reason as Error);
      };
      const start = (): void => {
        signal?.removeEventListener('abort', onAbort);
        const result = work();
        result.then(leave, leave);
        resolve(result);
      };
      enter(start);
      if (waiting.has(start)) signal?.addEventListener('abort', onAbort, { once: true });
    });

  return { enter, leave, run, size: () => running + waiting.size };
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
