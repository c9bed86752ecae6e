import type { Sync } from '@fleet-watch/contracts';
import { createParser } from 'eventsource-parser';
import type { ApiClient } from '../../api/api-client.ts';
import { decodeSync } from '../../api/contract-decoders.ts';
import { isUnderWay } from './is-under-way.ts';

const pollAfterMs = 2_000;

const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });

const readEvents = async (body: ReadableStream<Uint8Array>, onSync: (sync: Sync) => void): Promise<void> => {
  const parser = createParser({
    onEvent: ({ data }) => onSync(decodeSync(JSON.parse(data) as unknown, 'event')),
  });
  for await (const text of body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)) {
    parser.feed(text);
  }
};

/**
 * Tells how a sync goes until it ends: by server-sent events, read with fetch because EventSource cannot send the
 * token; when the stream breaks off early, by asking every two seconds.
 *
 * @throws ApiError, or what `signal` was aborted with
 */
export const followSync = async (
  api: ApiClient,
  started: Sync,
  onSync: (sync: Sync) => void,
  signal: AbortSignal,
): Promise<Sync> => {
  let newest = started;
  const tell = (sync: Sync) => {
    newest = sync;
    onSync(sync);
  };
  const response = await api.open(`/syncs/${started.id}/events`, 'text/event-stream', { signal });
  if (response.body !== null) {
    await readEvents(response.body, tell).catch((error: unknown) => {
      if (signal.aborted) throw error;
    });
  }
  while (isUnderWay(newest)) {
    signal.throwIfAborted();
    await wait(pollAfterMs, signal);
    tell(await api.get(`/syncs/${started.id}`, decodeSync, { signal }));
  }
  return newest;
};
