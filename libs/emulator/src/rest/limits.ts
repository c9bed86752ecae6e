import type { Choices } from '../choices.ts';
import { createEndingMap } from '../bounded/ending-map.ts';
import { toFailure, withRetryAfter, type Reply } from '../http/reply.ts';

/** So many calls in so long. */
export type Limit = { readonly calls: number; readonly windowMs: number };

/** Documented limits of the emulated APIs. */
export const limits = {
  locationList: { calls: 1, windowMs: 1000 },
  locationOne: { calls: 1, windowMs: 1000 },
  assetEvents: { calls: 2, windowMs: 30 * 60_000 },
  operators: { calls: 60, windowMs: 60_000 },
} as const satisfies Readonly<Record<string, Limit>>;

const toWindow = ({ windowMs }: Limit): string => {
  if (windowMs === 1000) return 'a second';
  return windowMs === 60_000 ? 'a minute' : `${windowMs / 60_000} minutes`;
};

/**
 * Counts calls per key in a window that slides, and answers 429 beyond it, with or without `Retry-After` as the
 * choices say. Counting is per what the documents name: user and page, user and asset, user.
 */
export const createLimiter = (nowMs: () => number, choices: () => Choices) => {
  const calls = createEndingMap<{ readonly atMs: readonly number[]; readonly endsMs: number }>(nowMs);

  /** Undefined when the call may go on. */
  const findRefusal = (limit: Limit, ...key: readonly (string | number)[]): Reply | undefined => {
    const now = nowMs();
    const name = `${limit.windowMs}/${limit.calls}/${key.join('/')}`;
    const recent = (calls.get(name)?.atMs ?? []).filter((atMs) => atMs > now - limit.windowMs);
    if (recent.length < limit.calls) {
      calls.set(name, { atMs: [...recent, now], endsMs: now + limit.windowMs });
      return undefined;
    }
    const waitSeconds = Math.max(1, Math.ceil(((recent[0] ?? now) + limit.windowMs - now) / 1000));
    const message = `At most ${limit.calls} of these calls in ${toWindow(limit)}`;
    const failure = toFailure(429, 'too_many_requests', message);
    return withRetryAfter(failure, choices().retryAfterHeader ? waitSeconds : undefined);
  };

  return { findRefusal, reset: () => calls.clear() };
};

/** See `createLimiter`. */
export type Limiter = ReturnType<typeof createLimiter>;
