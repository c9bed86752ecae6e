import type { AssetState } from '@fleet-watch/contracts';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { ApiClient } from '../../../api/api-client.ts';
import { useApi } from '../../../api/api-context.tsx';
import { decodeAssetPage } from '../../../api/contract-decoders.ts';

/** What the list and its CSV are asked for; `sort` as on the wire. */
export type AssetsFilter = Readonly<{
  state?: AssetState | undefined;
  q?: string | undefined;
  assetType?: string | undefined;
  brand?: string | undefined;
  quietForHours?: number | undefined;
  sort?: string | undefined;
}>;

type Page = Readonly<{ page: number; size: number }>;

/** One page of the list, the first is 0. */
export const assetsOptions = (api: ApiClient, filter: AssetsFilter, { page, size }: Page) =>
  queryOptions({
    queryKey: ['fleet', 'assets', filter, size, page],
    queryFn: ({ signal }) =>
      api.get('/fleet/assets', decodeAssetPage, { query: { ...filter, page, size }, signal }),
  });

const recentFilter: AssetsFilter = { state: 'SILENT', sort: '-silentSince' };
/** Six fill rows of one, two, three and six. */
const mostRecent: Page = { page: 0, size: 6 };

/** The machines that went quiet last. */
export const useRecentlySilent = () => useQuery(assetsOptions(useApi(), recentFilter, mostRecent));

/** The first page, which also tells how many there are. The page before stays until the new one is there. */
export const useFirstAssets = (filter: AssetsFilter | undefined, size: number) =>
  useQuery({
    ...assetsOptions(useApi(), filter ?? {}, { page: 0, size }),
    enabled: filter !== undefined,
    placeholderData: keepPreviousData,
  });
