import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ApiClient } from '../../../api/api-client.ts';
import { useApi } from '../../../api/api-context.tsx';
import { decodeFleetFacets } from '../../../api/contract-decoders.ts';

const facetsOptions = (api: ApiClient) =>
  queryOptions({
    queryKey: ['fleet', 'facets'],
    queryFn: ({ signal }) => api.get('/fleet/facets', decodeFleetFacets, { signal }),
  });

/** What the list can be filtered by, with how many machines have it. */
export const useFacets = () => useQuery(facetsOptions(useApi()));
