import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ApiClient } from '../../../api/api-client.ts';
import { useApi } from '../../../api/api-context.tsx';
import { decodeFleetSummary } from '../../../api/contract-decoders.ts';

/** The three numbers and the 90 days. */
export const fleetSummaryOptions = (api: ApiClient) =>
  queryOptions({
    queryKey: ['fleet', 'summary'],
    queryFn: ({ signal }) => api.get('/fleet/summary', decodeFleetSummary, { signal }),
  });

export const useFleetSummary = () => useQuery(fleetSummaryOptions(useApi()));
