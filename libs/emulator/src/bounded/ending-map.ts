/** Below this many, looking for what has ended would save nothing. */
const lookedThroughFrom = 10_000;

/**
 * A map whose values say when they end. What has ended is dropped when the map has doubled since the last look:
 * it holds at most twice what is alive, and looking costs each entry no more than a few steps.
 */
export const createEndingMap = <V extends { readonly endsMs: number }>(nowMs: () => number) => {
  const entries = new Map<string, V>();
  let lookAtSize = lookedThroughFrom;

  const dropEnded = (): void => {
    const now = nowMs();
    for (const [key, { endsMs }] of entries) if (endsMs <= now) entries.delete(key);
    lookAtSize = Math.max(lookedThroughFrom, 2 * entries.size);
  };

  return {
    set: (key: string, value: V): void => {
      if (entries.size >= lookAtSize) dropEnded();
      entries.set(key, value);
    },
    /** Undefined also for what has ended. */
    get: (key: string): V | undefined => {
      const value = entries.get(key);
      return value && value.endsMs > nowMs() ? value : undefined;
    },
    size: (): number => entries.size,
    clear: (): void => entries.clear(),
  };
};
