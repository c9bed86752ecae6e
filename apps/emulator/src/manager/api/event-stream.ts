import type { EmulatorEvent } from '@fleet-watch/emulator';

/** What happens in the emulator while the page is open. */
export interface EventStream {
  subscribe(listener: (event: EmulatorEvent) => void): () => void;
  close(): void;
}

const types: readonly EmulatorEvent['type'][] = ['api-call', 'delivery', 'token', 'change'];

/** Listens to `/_emulator/events`; the browser connects again by itself when the emulator was restarted. */
export function createEventStream(dependencies: {
  readonly openEventSource: (url: string) => {
    addEventListener(type: string, listener: (message: MessageEvent) => void): void;
    close(): void;
  };
}): EventStream {
  const listeners = new Set<(event: EmulatorEvent) => void>();
  const emit = (event: EmulatorEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const source = dependencies.openEventSource('/_emulator/events');
  for (const type of types) {
    source.addEventListener(type, (message) => {
      emit({ type, record: JSON.parse(String(message.data)) } as EmulatorEvent);
    });
  }
  let opened = false;
  source.addEventListener('open', () => {
    // What happened while nobody listened is unknown, so everything may be another.
    if (opened) emit({ type: 'change', record: { what: 'connection', at: new Date().toISOString() } });
    opened = true;
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      source.close();
    },
  };
}
