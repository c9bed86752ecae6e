import type { AssetRow } from '@fleet-watch/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { assetsOptions, type AssetsFilter, type useFirstAssets } from './api/get-assets.ts';
import { createLaterPages, type LaterList } from './create-later-pages.ts';
import { pageSize } from './row-range.ts';

/** The query of the first page. */
export type FirstAssets = ReturnType<typeof useFirstAssets>;

/**
 * The rows that are on screen, asked for page by page before they come into sight.
 *
 * @param first the first page, which is always there, as it tells how many rows there are
 */
export const useAssetRows = (first: FirstAssets, filter: AssetsFilter | undefined) => {
  const api = useApi();
  const client = useQueryClient();
  const [later] = useState(() => createLaterPages(client));
  const total = first.data?.totalElements ?? 0;
  const known = filter === undefined || first.isPlaceholderData ? 0 : total;
  const list = useMemo(
    (): LaterList => ({
      total: known,
      toQuery: (page) => assetsOptions(api, filter ?? {}, { page, size: pageSize }),
    }),
    [api, filter, known],
  );
  useLayoutEffect(() => later.setList(list), [later, list]);
  useLayoutEffect(() => later.close, [later]);
  const laterError = useSyncExternalStore(later.subscribe, later.findError);

  /** The page of rows that a row is on, once it is there: the same list each time it is asked for. */
  const findPage = (index: number): readonly AssetRow[] | undefined => {
    const page = Math.floor(index / pageSize);
    return page === 0 ? first.data?.content : later.findRows(page, list);
  };

  return {
    total,
    findPage,
    showPages: later.showPages,
    /** To be told when `findPage` finds what it did not. */
    subscribe: later.subscribe,
    /** The rows belong to the view before. */
    isOutdated: first.isPlaceholderData,
    error: first.error ?? laterError,
    retry: () => {
      if (first.isError) void first.refetch();
      later.retry();
    },
  };
};
