import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { decodeSyncPage } from '../../../api/contract-decoders.ts';

/** As many as are shown until somebody asks for more. */
export const fewestSyncs = 5;

/** The newest syncs, as many as asked for. */
export const useSyncs = (size: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['syncs', api.language, size],
    queryFn: ({ signal }) => api.get('/syncs', decodeSyncPage, { query: { page: 0, size }, signal }),
    placeholderData: keepPreviousData,
  });
};
