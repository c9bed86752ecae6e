/**
 * A map of the newest entries: setting one more than `keptAtMost` forgets the one that was set longest ago, so that
 * an emulator that runs for weeks stays as small as on its first day.
 */
export const createNewestMap = <V>(keptAtMost: number, stored: Iterable<readonly [string, V]> = []) => {
  const entries = new Map<string, V>();

  const set = (key: string, value: V): void => {
    // Setting anew makes it the newest.
    entries.delete(key);
    if (entries.size >= keptAtMost) entries.delete(entries.keys().next().value ?? '');
    entries.set(key, value);
  };
  for (const [key, value] of stored) set(key, value);

  return {
    set,
    get: (key: string): V | undefined => entries.get(key),
    delete: (key: string): boolean => entries.delete(key),
    clear: (): void => entries.clear(),
    entries: (): IterableIterator<[string, V]> => entries.entries(),
    values: (): IterableIterator<V> => entries.values(),
  };
};

/** See `createNewestMap`. */
export type NewestMap<V> = ReturnType<typeof createNewestMap<V>>;
