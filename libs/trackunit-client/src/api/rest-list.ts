import { z } from 'zod';
import type { ApiCaller } from './api-caller.ts';
import { followCursor, followNumbers } from './follow-pages.ts';
import { parseRestAnswer } from './rest-answer.ts';

/** A list of Trackunit's REST API. */
export type RestList<Item> = {
  /** Below the API's origin, such as `/api/asset/v1/assets`. */
  readonly path: string;
  /** The name of its budget. */
  readonly endpoint: string;
  readonly scopes: readonly string[];
  readonly item: z.ZodType<Item>;
  /** Which of Trackunit's two styles the list has: `page` and `size`, or `after` and `limit`. */
  readonly style: 'page' | 'cursor';
  /** Items per page: by page at most 1000. */
  readonly pageSize: number;
  /** More of the query, such as `sort` and filters. */
  readonly query?: Readonly<Record<string, string>>;
  /** Milliseconds between two calls of an account, default 0. */
  readonly spacingMs?: number;
};

/** For whom a list is read. */
export type RestListRequest = { readonly accountId: string; readonly signal?: AbortSignal | undefined };

const createFetchPage =
  (call: ApiCaller, list: RestList<unknown>, { accountId, signal }: RestListRequest) =>
  <Page>(paging: Record<string, string>, schema: z.ZodType<Page>): Promise<Page> => {
    const { path, endpoint, scopes, query = {}, spacingMs = 0 } = list;
    return call({
      accountId,
      endpoint,
      scopes,
      method: 'GET',
      path: `${path}?${new URLSearchParams({ ...query, ...paging }).toString()}`,
      isIdempotent: true,
      spacingMs,
      signal,
      understand: (answer, what, nowMs) => parseRestAnswer(answer, schema, what, nowMs),
    });
  };

/**
 * Reads a list of REST, a page whenever the caller wants one.
 *
 * @see https://developers.trackunit.com — "Pagination"
 */
export const readRestList = <Item>(
  call: ApiCaller,
  list: RestList<Item>,
  request: RestListRequest,
): AsyncIterable<readonly Item[]> => {
  const fetchPage = createFetchPage(call, list, request);
  const size = String(list.pageSize);
  if (list.style === 'page') {
    const schema = z.object({ content: z.array(list.item), totalPages: z.number().int() });
    return followNumbers((page) => fetchPage({ page: String(page), size }, schema));
  }
  const schema = z.object({ content: z.array(list.item), after: z.string().nullish() });
  return followCursor(async (after) => {
    const page = await fetchPage(after === undefined ? { limit: size } : { limit: size, after }, schema);
    // Some lists keep answering with a cursor after the last item.
    return { items: page.content, next: page.content.length === 0 ? undefined : page.after || undefined };
  }, `GET ${list.path}`);
};
