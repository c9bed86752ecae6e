import { TrackunitError } from '../trackunit-error.ts';

/** One page of a list that is read by cursor. Without `next` it is the last. */
export type CursorPage<Item> = { readonly items: readonly Item[]; readonly next: string | undefined };

/**
 * Reads a list by cursor, a page whenever the caller wants one.
 *
 * @throws TrackunitError `bad_response` when cursors go round in a circle: the list would never end
 * @see https://en.wikipedia.org/wiki/Cycle_detection#Brent's_algorithm
 */
export async function* followCursor<Item>(
  fetchPage: (after: string | undefined) => Promise<CursorPage<Item>>,
  what: string,
): AsyncGenerator<readonly Item[], void, undefined> {
  let after: string | undefined;
  let mark: string | undefined;
  let moveMarkAt = 1;
  for (let page = 1; ; page += 1) {
    const { items, next } = await fetchPage(after);
    yield items;
    if (next === undefined) return;
    if (next === mark) throw new TrackunitError('bad_response', `${what} gave the same cursor twice`);
    after = next;
    if (page < moveMarkAt) continue;
    // Further and further apart, so that the mark comes to lie in the circle, and the circle to fit between two moves.
    mark = next;
    moveMarkAt *= 2;
  }
}

/**
 * Begins to read a list: resolves once its first page is there. What comes out gives that page and then the others,
 * each whenever the caller wants it.
 */
export const openPages = async <Page>(
  pages: AsyncGenerator<Page, void, undefined>,
): Promise<AsyncGenerator<Page, void, undefined>> => {
  const first = await pages.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* pages;
  })();
};

/** One page of a list that is read by number. `number` is the page's own, from 0; not every list says it. */
export type NumberedPage<Item> = {
  readonly content: readonly Item[];
  readonly totalPages: number;
  readonly number?: number | undefined;
};

/**
 * Reads a list by page number from 0, a page whenever the caller wants one. An empty page ends it, as does the last:
 * a list that shrinks while it is read ends before the page that was its last.
 *
 * @throws TrackunitError `bad_response` when an empty page says itself that pages follow: what is on them is not gone
 */
export async function* followNumbers<Item>(
  fetchPage: (page: number) => Promise<NumberedPage<Item>>,
  what: string,
): AsyncGenerator<readonly Item[], void, undefined> {
  for (let page = 0; ; page += 1) {
    const { content, totalPages, number = page } = await fetchPage(page);
    if (content.length === 0) {
      if (number >= totalPages - 1) return;
      throw new TrackunitError('bad_response', `${what} gave page ${number} of ${totalPages} without items`);
    }
    yield content;
    if (page + 1 >= totalPages) return;
  }
}
