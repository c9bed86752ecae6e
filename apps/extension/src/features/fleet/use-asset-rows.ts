import type { AssetRow } from '@fleet-watch/contracts';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { assetsOptions, type AssetsFilter, type useFirstAssets } from './api/get-assets.ts';
import { pageSize, type PageRange } from './row-range.ts';

/** The query of the first page. */
export type FirstAssets = ReturnType<typeof useFirstAssets>;

const toPagesAfterFirst = ({ first, last }: PageRange, total: number): number[] => {
  const from = Math.max(1, first);
  const to = Math.min(last, Math.floor(Math.max(0, total - 1) / pageSize));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
};

/**
 * The rows that are on screen, asked for page by page before they come into sight. Pages that are out of reach before
 * they arrived are called off.
 *
 * @param first the first page, which is always there, as it tells how many rows there are
 */
export const useAssetRows = (first: FirstAssets, filter: AssetsFilter | undefined) => {
  const api = useApi();
  const [near, setNear] = useState<PageRange>({ first: 0, last: 0 });
  const total = first.data?.totalElements ?? 0;
  const pages = filter === undefined || first.isPlaceholderData ? [] : toPagesAfterFirst(near, total);
  const later = useQueries({
    queries: pages.map((page) => assetsOptions(api, filter ?? {}, { page, size: pageSize })),
  });

  // Read here and not when a row asks: a query tells of what somebody has read, and its page may come before its rows.
  const rowsOfLater = later.map(({ data }) => data?.content);

  /** The page of rows that a row is on, once it is there: the same list each time it is asked for. */
  const findPage = (index: number): readonly AssetRow[] | undefined => {
    const page = Math.floor(index / pageSize);
    return page === 0 ? first.data?.content : rowsOfLater[pages.indexOf(page)];
  };
  const queries = [first, ...later];

  return {
    total,
    findPage,
    /** To be told which pages have rows on screen, or will soon. */
    showPages: setNear,
    /** The rows belong to the view before. */
    isOutdated: first.isPlaceholderData,
    error: queries.find(({ isError }) => isError)?.error ?? undefined,
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch();
    },
  };
};
