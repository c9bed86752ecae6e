import { z } from 'zod';
import type { ApiCaller } from './api-caller.ts';
import { followCursor, followNumbers } from './follow-pages.ts';
import { createRestParser } from './rest-answer.ts';

/** A list of Trackunit's REST API. */
export type RestList<Item> = {
  /** Below the API's origin, such as `/api/asset/v1/assets`; what follows a `?` goes to `query`. */
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

/**
 * Where URL parsing stays on the API's host: it takes `//` for another one, and `/\` and `/<tab>/` for `//`. The
 * account's token goes wherever the path leads.
 */
const pathPattern = /^\/(?!\/)[^\\?#\p{Cc}]*$/u;

const assertPath = (path: string): void => {
  if (pathPattern.test(path)) return;
  throw new TypeError(
    `the path of a list begins with one / and has no backslash, control character, ? or # (use query): ${JSON.stringify(path)}`,
  );
};

/** For whom a list is read, and how. */
export type RestListRequest = {
  readonly accountId: string;
  readonly signal?: AbortSignal | undefined;
  /** The longest that the first page waits, in milliseconds, default as any call. */
  readonly maxWaitToOpenMs?: number | undefined;
};

const createFetchPage =
  (call: ApiCaller, list: RestList<unknown>, { accountId, signal, maxWaitToOpenMs }: RestListRequest) =>
  <Page>(paging: Record<string, string>, isFirst: boolean, schema: z.ZodType<Page>): Promise<Page> => {
    const { path, endpoint, scopes, query = {}, spacingMs = 0 } = list;
    return call({
      accountId,
      endpoint,
      scopes,
      method: 'GET',
      path: `${path}?${new URLSearchParams({ ...query, ...paging }).toString()}`,
      isIdempotent: true,
      spacingMs,
      maxWaitMs: isFirst ? maxWaitToOpenMs : undefined,
      signal,
      understand: createRestParser(schema),
    });
  };

/**
 * Reads a list of REST, a page whenever the caller wants one.
 *
 * @throws TypeError at once, when the path may lead to another host or has a query
 * @see https://developers.trackunit.com — "Pagination"
 */
export const readRestList = <Item>(
  call: ApiCaller,
  list: RestList<Item>,
  request: RestListRequest,
): AsyncGenerator<readonly Item[], void, undefined> => {
  assertPath(list.path);
  const fetchPage = createFetchPage(call, list, request);
  const size = String(list.pageSize);
  const what = `GET ${list.path}`;
  if (list.style === 'page') {
    const schema = z.object({
      content: z.array(list.item),
      totalPages: z.number().int(),
      // Only an empty page needs it, so a page without it is good.
      number: z.number().int().optional().catch(undefined),
    });
    return followNumbers((page) => fetchPage({ page: String(page), size }, page === 0, schema), what);
  }
  const schema = z.object({ content: z.array(list.item), after: z.string().nullish() });
  return followCursor(async (after) => {
    const paging = after === undefined ? { limit: size } : { limit: size, after };
    const page = await fetchPage(paging, after === undefined, schema);
    // Some lists keep answering with a cursor after the last item.
    return { items: page.content, next: page.content.length === 0 ? undefined : page.after || undefined };
  }, what);
};
