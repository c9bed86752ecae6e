import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const mostRetries = 2;

/** Only what may pass by itself is tried again: no answer, an overloaded or a failing server. */
export const isWorthRetrying = (failures: number, error: Error): boolean =>
  failures < mostRetries &&
  error instanceof ApiError &&
  (error.code === 'network' || error.status === 429 || error.status >= 500) &&
  error.code !== 'user_auth_not_configured';

const longestDelayMs = 8_000;

/** What `Retry-After` says, else 0.5 s and twice as long each time; never more than 8 s. */
export const toRetryDelayMs = (failures: number, error: Error): number => {
  const askedSeconds = error instanceof ApiError ? error.retryAfterSeconds : undefined;
  return Math.min(askedSeconds === undefined ? 500 * 2 ** failures : askedSeconds * 1_000, longestDelayMs);
};

/** One cache per mounted extension. Answers stay fresh for half a minute: a sync runs once an hour. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 120_000,
        retry: isWorthRetrying,
        retryDelay: toRetryDelayMs,
        refetchOnWindowFocus: true,
      },
    },
  });
