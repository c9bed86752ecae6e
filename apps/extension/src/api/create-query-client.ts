import { notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
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

/** A page of the list is 50 kB: enough of them to go back a few filters or to scroll back thousands of rows. */
const mostUnused = 8;

/** Time alone is no bound: whoever tries a hundred searches in a minute would keep a hundred pages. */
const forgetUnused = (cache: QueryCache): void => {
  const unused = cache.findAll({ type: 'inactive' });
  const newestFirst = unused.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const query of newestFirst.slice(mostUnused)) cache.remove(query);
};

/** Without a connection a call fails and is told in words. Waiting for one, as it would by default, shows nothing. */
const networkMode = 'always';

// Its default, a timer, lets a frame go by between an answer and its rows.
notifyManager.setScheduler(queueMicrotask);

/** One cache per mounted extension. Answers stay fresh for half a minute: a sync runs once an hour. */
export const createQueryClient = (): QueryClient => {
  const queryCache = new QueryCache();
  let timer: ReturnType<typeof setTimeout> | undefined;
  queryCache.subscribe(({ type }) => {
    if (type !== 'observerRemoved') return;
    clearTimeout(timer);
    // Not at once: what is looked at next is in the cache already, and nobody is seen to look at it yet.
    timer = setTimeout(() => forgetUnused(queryCache), 0);
  });
  return new QueryClient({
    queryCache,
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 120_000,
        retry: isWorthRetrying,
        retryDelay: toRetryDelayMs,
        refetchOnWindowFocus: true,
        networkMode,
        refetchOnReconnect: true,
      },
      mutations: { networkMode },
    },
  });
};
