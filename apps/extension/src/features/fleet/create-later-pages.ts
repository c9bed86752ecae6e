import { QueryObserver, type QueryClient } from '@tanstack/react-query';
import type { assetsOptions } from './api/get-assets.ts';
import { pageSize, type PageRange } from './row-range.ts';

/** A page of a list, as it is asked for. */
type PageQuery = ReturnType<typeof assetsOptions>;

/** What the first page told of its list. */
export type LaterList = Readonly<{
  /** How many machines it has; 0 as long as nobody knows. */
  total: number;
  toQuery: (page: number) => PageQuery;
}>;

/** Nothing but rows that have come, and why they don't, is worth telling of. */
const toOptions = (query: PageQuery) => ({
  ...query,
  notifyOnChangeProps: ['data' as const, 'error' as const],
});

const createObserver = (client: QueryClient, query: PageQuery) => new QueryObserver(client, toOptions(query));

const toPagesAfterFirst = ({ first, last }: PageRange, total: number): number[] => {
  const from = Math.max(1, first);
  const to = Math.min(last, Math.floor(Math.max(0, total - 1) / pageSize));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
};

/**
 * The pages of a list after the first, asked for as they come near. One that is out of reach before it arrived is
 * called off. They come and go while somebody scrolls, so the rows are told of them, and not React: it would draw the
 * whole list three times for each.
 */
export const createLaterPages = (client: QueryClient) => {
  const observers = new Map<number, ReturnType<typeof createObserver>>();
  const listeners = new Set<() => void>();
  let near: PageRange = { first: 0, last: 0 };
  let list: LaterList | undefined;

  const tell = () => {
    for (const listener of listeners) listener();
  };

  const keep = (pages: readonly number[]) => {
    for (const [page, observer] of observers) {
      if (pages.includes(page)) continue;
      observer.destroy();
      observers.delete(page);
    }
  };

  const ask = () => {
    if (list === undefined) return;
    const pages = toPagesAfterFirst(near, list.total);
    keep(pages);
    for (const page of pages) {
      if (observers.has(page)) continue;
      const observer = createObserver(client, list.toQuery(page));
      observers.set(page, observer);
      observer.subscribe(tell);
    }
  };

  const failed = () => [...observers.values()].find((observer) => observer.getCurrentResult().isError);

  return {
    /** Tells which pages have rows on screen, or will soon. */
    showPages: (pages: PageRange) => {
      near = pages;
      ask();
    },
    /** Another list, or the same one that has been asked for again. */
    setList: (next: LaterList) => {
      list = next;
      for (const [page, observer] of observers) observer.setOptions(toOptions(next.toQuery(page)));
      ask();
      tell();
    },
    /** The rows of a page of this list, once they are there: the same ones each time. */
    findRows: (page: number, of: LaterList) =>
      list === of ? observers.get(page)?.getCurrentResult().data?.content : undefined,
    /** Why a page that is near does not come. */
    findError: () => failed()?.getCurrentResult().error ?? undefined,
    retry: () => {
      for (const observer of observers.values()) {
        if (observer.getCurrentResult().isError) void observer.refetch();
      }
    },
    /** @returns ends it */
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => keep([]),
  };
};
