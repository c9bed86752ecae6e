/** Who wants to hear of something, and a way to tell them. */
export interface Listeners<T> {
  /** Adds a listener; answers a function that takes it away. */
  subscribe(listener: (event: T) => void): () => void;
  emit(event: T): void;
  clear(): void;
}

/** A listener that is added or taken away while others are being told changes nothing for that telling. */
export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(event: T) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    clear: () => listeners.clear(),
  };
}
