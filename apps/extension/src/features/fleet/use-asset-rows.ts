import type { AssetRow } from '@fleet-watch/contracts';
import { useQueries } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { assetsOptions, useFirstAssets, type AssetsFilter } from './api/get-assets.ts';

/** Rows per request. A screen shows about fifteen, so a page is several screens ahead. */
export const pageSize = 100;

type Range = Readonly<{ first: number; last: number }>;

const toPagesAfterFirst = ({ first, last }: Range, total: number): number[] => {
  const from = Math.max(1, Math.floor(first / pageSize));
  const to = Math.min(Math.floor(last / pageSize), Math.floor(Math.max(0, total - 1) / pageSize));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
};

/**
 * The rows that are on screen, asked for page by page as they come into sight. Pages that leave the screen before
 * they arrived are called off.
 *
 * @param filter undefined until it is known
 */
export const useAssetRows = (filter: AssetsFilter | undefined, visible: Range) => {
  const api = useApi();
  const first = useFirstAssets(filter, pageSize);
  const total = first.data?.totalElements ?? 0;
  const pages = filter === undefined || first.isPlaceholderData ? [] : toPagesAfterFirst(visible, total);
  const later = useQueries({
    queries: pages.map((page) => assetsOptions(api, filter ?? {}, page, pageSize)),
  });

  const findRow = (index: number): AssetRow | undefined => {
    const page = Math.floor(index / pageSize);
    const content = page === 0 ? first.data?.content : later[pages.indexOf(page)]?.data?.content;
    return content?.[index % pageSize];
  };
  const failed = [first, ...later].find(({ isError }) => isError);

  return {
    total,
    findRow,
    /** Nothing to show yet, not even the rows of the view before. */
    isLoading: first.data === undefined && !first.isError,
    /** The rows belong to the view before. */
    isOutdated: first.isPlaceholderData,
    error: failed?.error ?? undefined,
    retry: () => {
      for (const query of [first, ...later]) if (query.isError) void query.refetch();
    },
  };
};
