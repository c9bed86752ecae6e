import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ApiClient } from '../../../api/api-client.ts';
import { useApi } from '../../../api/api-context.tsx';
import { decodeAccount } from '../../../api/contract-decoders.ts';

const whileSyncingMs = 3_000;

/** The account that is looking. Asked again while a sync is under way, so that its end is noticed. */
export const accountOptions = (api: ApiClient) =>
  queryOptions({
    queryKey: ['account'],
    queryFn: ({ signal }) => api.get('/account', decodeAccount, { signal }),
    refetchInterval: ({ state: { data } }) => {
      const state = data?.lastSync?.state;
      return state === 'QUEUED' || state === 'RUNNING' ? whileSyncingMs : false;
    },
  });

export const useAccount = () => useQuery(accountOptions(useApi()));
