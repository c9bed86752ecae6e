import { notifyManager, useQueryClient, type Query, type QueryCache } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { toRetryDelayMs } from './create-query-client.ts';

/** What is over sooner would be words that nobody can read. */
const worthTellingMs = 1_000;

const isTroubled = ({ state }: Query): boolean => {
  const { status, fetchFailureReason, fetchFailureCount } = state;
  if (status !== 'pending' || fetchFailureReason === null) return false;
  return toRetryDelayMs(fetchFailureCount - 1, fetchFailureReason) >= worthTellingMs;
};

const findTrouble = (cache: QueryCache): Error | undefined =>
  cache.findAll({ type: 'active', predicate: isTroubled })[0]?.state.fetchFailureReason ?? undefined;

/**
 * The failure behind something that is still loading: it is asked for again by itself, and somebody waits for it.
 * Undefined while nothing failed, when the next attempt is due within a second, and once there are no more attempts.
 */
export const useTrouble = (): Error | undefined => {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback(
    // In batches: the cache also tells of what happens while something is drawn, when nothing else may be.
    (onChange: () => void) => cache.subscribe(notifyManager.batchCalls(onChange)),
    [cache],
  );
  return useSyncExternalStore(subscribe, () => findTrouble(cache));
};
