import type { Choices } from '../choices.ts';
import { toFailure, type Reply } from '../http/reply.ts';

/** So many calls in so long. */
export type Limit = { readonly calls: number; readonly windowMs: number };

/** Documented limits of the emulated APIs. */
export const limits = {
  locationList: { calls: 1, windowMs: 1000 },
  locationOne: { calls: 1, windowMs: 1000 },
  assetEvents: { calls: 2, windowMs: 30 * 60_000 },
} as const satisfies Readonly<Record<string, Limit>>;

const forgetAbove = 50_000;

/**
 * Counts calls per key in a window that slides, and answers 429 beyond it, with or without `Retry-After` as the
 * choices say. Counting is per what the documents name: user and page, user and asset, user.
 */
export const createLimiter = (nowMs: () => number, choices: () => Choices) => {
  const calls = new Map<string, readonly number[]>();

  /** Undefined when the call may go on. */
  const findRefusal = (limit: Limit, ...key: readonly (string | number)[]): Reply | undefined => {
    const now = nowMs();
    const name = `${limit.windowMs}/${limit.calls}/${key.join('/')}`;
    const recent = (calls.get(name) ?? []).filter((atMs) => atMs > now - limit.windowMs);
    if (recent.length < limit.calls) {
      if (calls.size > forgetAbove) calls.clear();
      calls.set(name, [...recent, now]);
      return undefined;
    }
    const waitSeconds = Math.max(1, Math.ceil(((recent[0] ?? now) + limit.windowMs - now) / 1000));
    const headers = choices().retryAfterHeader ? { 'Retry-After': String(waitSeconds) } : {};
    const each = limit.windowMs === 1000 ? 'second' : `${limit.windowMs / 60_000} minutes`;
    return toFailure(429, 'too_many_requests', `At most ${limit.calls} of these calls in ${each}`, headers);
  };

  return { findRefusal, reset: () => calls.clear() };
};

/** See `createLimiter`. */
export type Limiter = ReturnType<typeof createLimiter>;
