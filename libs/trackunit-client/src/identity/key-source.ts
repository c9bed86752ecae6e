import type { KeyObject } from 'node:crypto';
import { systemClock, type Clock } from '../clock.ts';
import type { Fetch } from '../http/fetch.ts';
import { createHeldKeys } from './held-keys.ts';
import type { WantedKey } from './key-set.ts';
import type { KeyStore } from './key-store.ts';

/** What a key source tells its owner, for the log. */
export type KeyEvent =
  | { readonly type: 'fetched'; readonly keys: number }
  | { readonly type: 'fetch_failed'; readonly reason: string }
  | { readonly type: 'served_stale'; readonly ageMs: number }
  | { readonly type: 'store_failed'; readonly reason: string };

/** How the public keys of a signer are got and kept. All times are in milliseconds. */
export type KeySourceOptions = {
  /** Address of the JSON Web Key Set. */
  readonly jwksUrl: string;
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
  /** Keeps keys across restarts; without it every start fetches. */
  readonly store?: KeyStore | undefined;
  /** After this age keys are fetched again before use, 10 minutes by default. */
  readonly maxAgeMs?: number | undefined;
  /** Keys older than this are not used even when nothing newer can be had, 24 hours by default. */
  readonly staleMs?: number | undefined;
  /**
   * The shortest time between two key requests for keys that are old, and between two for a `kid` that is in no set;
   * 30 seconds by default.
   */
  readonly coolDownMs?: number | undefined;
  /** How long after a request that failed the next one waits for whom a key is missing, 1 second by default. */
  readonly failurePauseMs?: number | undefined;
  /** How long one key request may take, and the store each time, 5 seconds by default. */
  readonly timeoutMs?: number | undefined;
  readonly onEvent?: ((event: KeyEvent) => void) | undefined;
};

/** Outcome of a search for a key: found, not in the set, or nobody can tell: no usable set, or no newer one to be had. */
export type KeyAnswer = KeyObject | 'unknown' | 'unavailable';

/** The public keys of one signer. */
export type KeySource = {
  /**
   * Answers at once when the key is at hand, else after at most one key request.
   *
   * @param refused keys that did not make the signature: another one is looked for, in the set and then in a newer one,
   * which the signer may have by now
   */
  readonly findKey: (
    alg: string,
    kid: string | undefined,
    refused?: readonly KeyObject[],
  ) => KeyAnswer | Promise<KeyAnswer>;
};

const minuteMs = 60_000;

/**
 * The public keys behind a JWKS address: kept in memory and in a store, fetched when they are old or a `kid` is
 * unknown, and used while the key server is down, up to a bound. However many unknown `kid`s arrive, they cost one
 * request per cool-down; a signer that rotates its key is believed at once, unless somebody just asked for a `kid`
 * that does not exist. A request that failed says nothing about a `kid`, so it begins no cool-down, only a pause.
 */
export const createKeySource = (options: KeySourceOptions): KeySource => {
  const { onEvent = () => {}, clock = systemClock } = options;
  const { maxAgeMs = 10 * minuteMs, staleMs = 24 * 60 * minuteMs } = options;
  const { coolDownMs = minuteMs / 2, failurePauseMs = 1_000 } = options;
  const { load, fetch, save, age, look } = createHeldKeys(options);
  let lastRequestMs = Number.NEGATIVE_INFINITY;
  let lastMissMs = Number.NEGATIVE_INFINITY;
  /** When the last request failed; `undefined` once one was answered. */
  let failedAtMs: number | undefined;
  let refreshing: Promise<void> | undefined;

  const fetchKeys = async (): Promise<void> => {
    lastRequestMs = clock.now();
    const fetched = await fetch();
    failedAtMs = fetched === undefined ? clock.now() : undefined;
    if (fetched !== undefined) await save(fetched);
  };

  const toNextRequestMs = (isAtHand: boolean): number => {
    if (failedAtMs !== undefined && !isAtHand) return failedAtMs + failurePauseMs;
    return (age() > maxAgeMs ? lastRequestMs : lastMissMs) + coolDownMs;
  };

  /**
   * One request at a time, and not too soon: whoever comes meanwhile waits for the same one. Only who has an old key
   * does not wait for a server that failed just now and is asked again because others have none.
   */
  const refresh = async (isAtHand: boolean): Promise<void> => {
    const isWorthWaiting = refreshing !== undefined && failedAtMs === undefined;
    const waitMs = toNextRequestMs(isAtHand) - clock.now();
    // No wait is longer than these, unless the clock was put back.
    const isTooSoon = waitMs > 0 && waitMs <= Math.max(coolDownMs, failurePauseMs);
    if (isTooSoon && !isWorthWaiting) return;
    refreshing ??= fetchKeys().finally(() => {
      refreshing = undefined;
    });
    await refreshing;
  };

  const search = async (wanted: WantedKey): Promise<KeyAnswer> => {
    await load();
    const isAtHand = age() <= staleMs && look(wanted) !== undefined;
    // The request that brought a key just now need not be made again because the key is refused.
    const isNewest = wanted.refused.length > 0 && age() < failurePauseMs;
    if ((!isAtHand && !isNewest) || age() > maxAgeMs) await refresh(isAtHand);
    const key = look(wanted);
    // A request that was answered without the key counts; one that brought it leaves the next new key its own.
    if (key === undefined && failedAtMs === undefined) lastMissMs = lastRequestMs;
    const ageMs = age();
    if (ageMs > staleMs) return 'unavailable';
    if (ageMs > maxAgeMs) onEvent({ type: 'served_stale', ageMs });
    return key ?? (failedAtMs === undefined ? 'unknown' : 'unavailable');
  };

  return {
    findKey: (alg, kid, refused = []) => {
      const wanted = { alg, kid, refused };
      const key = age() <= maxAgeMs ? look(wanted) : undefined;
      return key ?? search(wanted);
    },
  };
};
