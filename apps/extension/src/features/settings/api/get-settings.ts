import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ApiClient } from '../../../api/api-client.ts';
import { useApi } from '../../../api/api-context.tsx';
import { decodeSettings } from '../../../api/contract-decoders.ts';

/** What the account decided. */
export const settingsOptions = (api: ApiClient) =>
  queryOptions({
    queryKey: ['settings'],
    queryFn: ({ signal }) => api.get('/settings', decodeSettings, { signal }),
  });

export const useSettings = () => useQuery(settingsOptions(useApi()));
