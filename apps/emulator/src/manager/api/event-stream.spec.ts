import type { EmulatorEvent } from '@fleet-watch/emulator';
import { expect, test } from 'vitest';
import { createEventStream } from './event-stream.ts';

function createStream() {
  const source = new EventTarget();
  const heard: EmulatorEvent[] = [];
  const stream = createEventStream({
    openEventSource: () => ({
      addEventListener: (type: string, listener: (message: MessageEvent) => void) =>
        source.addEventListener(type, (event) => listener(event as MessageEvent)),
      close: () => undefined,
    }),
  });
  const stop = stream.subscribe((event) => heard.push(event));
  const send = (type: string, data?: unknown) =>
    source.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(data) }));
  return { heard, send, stop };
}

test('each kind of event reaches who listens', () => {
  const { heard, send } = createStream();
  const record = { what: 'installs', at: '2026-11-22T08:00:00Z' };
  send('change', record);
  send('unheard-of', record);
  expect(heard).toEqual([{ type: 'change', record }]);
});

test('who stopped listening hears no more', () => {
  const { heard, send, stop } = createStream();
  stop();
  send('change', { what: 'installs', at: '2026-11-22T08:00:00Z' });
  expect(heard).toEqual([]);
});

test('after a lost connection everything may have changed', () => {
  const { heard, send } = createStream();
  send('open');
  expect(heard).toEqual([]);
  send('open');
  expect(heard).toMatchObject([{ type: 'change', record: { what: 'connection' } }]);
});
