import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { ApiClient } from '../../../api/api-client.ts';
import { useApi } from '../../../api/api-context.tsx';
import { isUnderWay } from '../../sync/is-under-way.ts';
import { decodeAccount } from '../../../api/contract-decoders.ts';

const whileSyncingMs = 3_000;

/** The account that is looking. Asked again while a sync is waited for or under way, so that its end is noticed. */
export const accountOptions = (api: ApiClient) =>
  queryOptions({
    queryKey: ['account', api.language],
    queryFn: ({ signal }) => api.get('/account', decodeAccount, { signal }),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined || data.status === 'SUSPENDED') return false;
      return data.lastSync === null || isUnderWay(data.lastSync) ? whileSyncingMs : false;
    },
    placeholderData: keepPreviousData,
  });

export const useAccount = () => useQuery(accountOptions(useApi()));
