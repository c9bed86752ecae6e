import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ApiClient } from '../../../api/api-client.ts';
import { useApi } from '../../../api/api-context.tsx';
import { decodeAssetDetail } from '../../../api/contract-decoders.ts';

const assetOptions = (api: ApiClient, assetId: string) =>
  queryOptions({
    queryKey: ['fleet', 'asset', assetId],
    queryFn: ({ signal }) =>
      api.get(`/fleet/assets/${encodeURIComponent(assetId)}`, decodeAssetDetail, { signal }),
  });

/** One machine with its history; waits until it is known which. */
export const useAsset = (assetId: string | undefined) => {
  const api = useApi();
  return useQuery({ ...assetOptions(api, assetId ?? ''), enabled: assetId !== undefined });
};
