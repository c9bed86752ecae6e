import type { Settings } from '@fleet-watch/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ApiClient } from '../../../api/api-client.ts';
import { useApi } from '../../../api/api-context.tsx';
import { decodeSettings } from '../../../api/contract-decoders.ts';
import { usePendingChanges } from './pending-changes.ts';

/** What the account decided. */
export const settingsOptions = (api: ApiClient) =>
  queryOptions({
    queryKey: ['settings'],
    queryFn: ({ signal }) => api.get('/settings', decodeSettings, { signal }),
  });

/** What is shown: what is known, with the changes that are under way put into it. */
export const useSettings = () => {
  const { data: known, ...query } = useQuery(settingsOptions(useApi()));
  const changes = usePendingChanges();
  const data = useMemo(
    () => known && changes.reduce<Settings>((before, change) => ({ ...before, ...change }), known),
    [known, changes],
  );
  const { error, isFetched, failureCount, refetch } = query;
  return { data, error, isFetched, failureCount, refetch };
};
