import type { EmulatorEvent } from '@fleet-watch/emulator';

/** What happens in the emulator while the page is open. */
export interface EventStream {
  subscribe(listener: (event: EmulatorEvent) => void): () => void;
  close(): void;
}

const types: readonly EmulatorEvent['type'][] = ['api-call', 'delivery', 'token', 'change'];

/** Listens to `/_emulator/events`; the browser connects again by itself when the emulator was restarted. */
export function createEventStream(dependencies: {
  readonly openEventSource: (url: string) => Pick<EventSource, 'addEventListener' | 'close'>;
}): EventStream {
  const listeners = new Set<(event: EmulatorEvent) => void>();
  const source = dependencies.openEventSource('/_emulator/events');
  for (const type of types) {
    source.addEventListener(type, (message: Event) => {
      const event = { type, record: JSON.parse(String((message as MessageEvent).data)) } as EmulatorEvent;
      for (const listener of [...listeners]) listener(event);
    });
  }
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
