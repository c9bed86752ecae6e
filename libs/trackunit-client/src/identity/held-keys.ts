import { systemClock } from '../clock.ts';
import type { Fetch } from '../http/fetch.ts';
import { send } from '../http/send.ts';
import { findKey, parseKeySet, type KeySet, type WantedKey } from './key-set.ts';
import type { KeySourceOptions } from './key-source.ts';
import type { StoredKeySet } from './key-store.ts';

/** Waits no longer than this for the store: without it there still are the keys of the key server. */
const inTime = async <Value>(
  work: Promise<Value> | undefined,
  timeoutMs: number,
): Promise<Value | undefined> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`the store took longer than ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

type Held = { readonly keys: KeySet; readonly fetchedAtMs: number };

const largestKeySet = 256 * 1024;

const toReason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const requestKeySet = async (fetch: Fetch, url: string, timeoutMs: number): Promise<unknown> => {
  const headers = { accept: 'application/jwk-set+json, application/json' };
  const answer = await send(fetch, { url, method: 'GET', headers, timeoutMs, maxBytes: largestKeySet });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return JSON.parse(answer.text);
};

const toHeld = ({ jwks, fetchedAtMs }: StoredKeySet): Held | undefined => {
  const keys = parseKeySet(jwks);
  return keys === undefined || keys.length === 0 ? undefined : { keys, fetchedAtMs };
};

/**
 * Makes the keys in memory: what the store has at first, what the key server has from each `fetch` on. When to fetch
 * is for the key source to say. Never throws: what fails is told as an event.
 */
export const createHeldKeys = (options: KeySourceOptions) => {
  const { jwksUrl, store, onEvent = () => {}, clock = systemClock } = options;
  const { fetch = globalThis.fetch as Fetch, timeoutMs = 5_000 } = options;
  let held: Held | undefined;
  let loading: Promise<void> | undefined;

  const onStoreFailed = (error: unknown): void => onEvent({ type: 'store_failed', reason: toReason(error) });

  const load = async (): Promise<void> => {
    try {
      const stored = await inTime(store?.findKeySet(jwksUrl), timeoutMs);
      if (stored !== undefined && stored.fetchedAtMs <= clock.now()) held ??= toHeld(stored);
    } catch (error) {
      onStoreFailed(error);
    }
  };

  return {
    /** Takes in what the store has, once. */
    load: (): Promise<void> => (loading ??= load()),
    /** Takes in what the key server has; `undefined` when that failed, and the keys are as they were. */
    fetch: async (): Promise<StoredKeySet | undefined> => {
      try {
        const fetched = { jwks: await requestKeySet(fetch, jwksUrl, timeoutMs), fetchedAtMs: clock.now() };
        const next = toHeld(fetched);
        if (next === undefined) throw new Error(`${jwksUrl} has no usable key`);
        held = next;
        onEvent({ type: 'fetched', keys: next.keys.length });
        return fetched;
      } catch (error) {
        onEvent({ type: 'fetch_failed', reason: toReason(error) });
        return undefined;
      }
    },
    /** Keeps what was fetched for the next start. */
    save: async (fetched: StoredKeySet): Promise<void> => {
      try {
        await inTime(store?.saveKeySet(jwksUrl, fetched), timeoutMs);
      } catch (error) {
        onStoreFailed(error);
      }
    },
    /** A clock that was put back makes keys as old as it was put back: they are fetched again. */
    age: (): number =>
      held === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock.now() - held.fetchedAtMs),
    look: (wanted: WantedKey) => (held === undefined ? undefined : findKey(held.keys, wanted)),
  };
};
