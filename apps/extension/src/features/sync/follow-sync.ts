import type { Sync } from '@fleet-watch/contracts';
import { createParser } from 'eventsource-parser';
import type { ApiClient } from '../../api/api-client.ts';
import { decodeSync } from '../../api/contract-decoders.ts';
import { isWorthRetrying } from '../../api/create-query-client.ts';
import { isUnderWay } from './is-under-way.ts';

const pollAfterMs = 2_000;

/** The server says every 15 seconds that it is still there; who misses that three times is no longer connected. */
const silentAfterMs = 45_000;

const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });

type Follower = Readonly<{ onSync: (sync: Sync) => void; signal: AbortSignal }>;
type Followed = Follower & Readonly<{ api: ApiClient; id: string }>;

/** Reads a sync's events until they end, break off, or have been silent for too long. */
const readEvents = async ({ api, id, onSync, signal }: Followed): Promise<void> => {
  const connection = new AbortController();
  const disconnect = () => connection.abort();
  const parser = createParser({
    onEvent: ({ data }) => onSync(decodeSync(JSON.parse(data) as unknown, 'event')),
  });
  let timer = setTimeout(disconnect, silentAfterMs);
  signal.addEventListener('abort', disconnect);
  try {
    const request = { signal: connection.signal };
    const { body } = await api.open(`/syncs/${id}/events`, 'text/event-stream', request);
    const decoder = new TextDecoderStream() as TransformStream<Uint8Array, string>;
    for await (const text of body?.pipeThrough(decoder) ?? []) {
      clearTimeout(timer);
      timer = setTimeout(disconnect, silentAfterMs);
      parser.feed(text);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', disconnect);
  }
};

/** Asks how a sync goes until it has ended. One answer that does not come is not the sync's end. */
const askUntilEnd = async ({ api, id, onSync, signal }: Followed): Promise<Sync> => {
  for (let failures = 0; ;) {
    await wait(pollAfterMs, signal);
    try {
      const sync = await api.get(`/syncs/${id}`, decodeSync, { signal });
      failures = 0;
      onSync(sync);
      if (!isUnderWay(sync)) return sync;
    } catch (error) {
      if (!isWorthRetrying(failures, error as Error)) throw error;
      failures += 1;
    }
  }
};

/**
 * Tells how a sync goes until it ends: by server-sent events, read with fetch because EventSource cannot send the
 * token; when there are none or they break off early, by asking every two seconds.
 *
 * @throws ApiError, or what `signal` was aborted with
 */
export const followSync = async (
  api: ApiClient,
  started: Sync,
  { onSync, signal }: Follower,
): Promise<Sync> => {
  let newest = started;
  const tell = (sync: Sync) => {
    newest = sync;
    onSync(sync);
  };
  const followed: Followed = { api, id: started.id, onSync: tell, signal };
  // Whatever ended the events, asking tells whether the sync can be followed at all.
  await readEvents(followed).catch(() => undefined);
  signal.throwIfAborted();
  return isUnderWay(newest) ? askUntilEnd(followed) : newest;
};
