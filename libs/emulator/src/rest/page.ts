import { toJson, toViolations, type Reply, type Violation } from '../http/reply.ts';

/** What a list request asks for. */
export type PageQuery = { readonly page: number; readonly size: number; readonly sort: readonly SortKey[] };

/** One field to sort by. */
export type SortKey = { readonly field: string; readonly descending: boolean };

type Range = { readonly min: number; readonly max: number; readonly fallback: number };

const parseNumber = (text: string | null, { min, max, fallback }: Range): number | undefined => {
  if (text === null || text === '') return fallback;
  const value = Number(text);
  return Number.isInteger(value) && value >= min && value <= max ? value : undefined;
};

/**
 * Parameters that nobody reads. They may mean something to Trackunit, which does not publish them all; a filter that
 * was passed over in silence would answer the whole list.
 */
export const findUnread = (query: URLSearchParams, read: readonly string[]): readonly Violation[] =>
  [...new Set(query.keys())]
    .filter((name) => !read.includes(name))
    .map((field) => ({ field, message: `is not emulated; this list reads ${read.join(', ')}` }));

/**
 * Reads `page`, `size` and `sort`, or answers what is wrong with them, and which parameters nobody reads.
 *
 * @param alsoRead what else the list reads
 * @see https://developers.trackunit.com — "Pagination"
 */
export const parsePageQuery = (
  query: URLSearchParams,
  sortable: readonly string[] = [],
  alsoRead: readonly string[] = [],
): PageQuery | { readonly refusal: Reply } => {
  const page = parseNumber(query.get('page'), { min: 0, max: Number.MAX_SAFE_INTEGER, fallback: 0 });
  const size = parseNumber(query.get('size'), { min: 1, max: 1000, fallback: 20 });
  const sort = (query.get('sort') ?? '')
    .split(',')
    .filter((part) => part !== '')
    // A plus sign arrives as a space unless it is escaped.
    .map((part) => ({ field: part.replace(/^[-+ ]/, ''), descending: part.startsWith('-') }));
  const violations: Violation[] = [...findUnread(query, ['page', 'size', 'sort', ...alsoRead])];
  if (page === undefined) violations.push({ field: 'page', message: 'must be a whole number from 0' });
  if (size === undefined)
    violations.push({ field: 'size', message: 'must be a whole number from 1 to 1000' });
  for (const { field } of sort) {
    if (!sortable.includes(field))
      violations.push({ field: 'sort', message: `value '${field}' was rejected` });
  }
  if (page === undefined || size === undefined || violations.length > 0)
    return { refusal: toViolations(violations) };
  return { page, size, sort };
};

/** A page in Trackunit's envelope. */
export const toPageReply = (
  content: readonly unknown[],
  { page, size }: PageQuery,
  totalElements: number,
): Reply =>
  toJson(200, {
    totalPages: Math.ceil(totalElements / size),
    totalElements,
    number: page,
    size,
    numberOfElements: content.length,
    content,
  });

/** Sorts without changing its input; null comes last. */
export const sortBy = <T>(items: readonly T[], keys: readonly SortKey[]): readonly T[] => {
  if (keys.length === 0) return items;
  const valueOf = (item: T, field: string): unknown => (item as Readonly<Record<string, unknown>>)[field];
  return [...items].sort((a, b) => {
    for (const { field, descending } of keys) {
      const [x, y] = [valueOf(a, field), valueOf(b, field)];
      if (x === y) continue;
      if (x === null || x === undefined) return 1;
      if (y === null || y === undefined) return -1;
      const order =
        typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
};

/** One page of a list in memory. */
export const pageOf = <T>(items: readonly T[], { page, size, sort }: PageQuery): readonly T[] =>
  sortBy(items, sort).slice(page * size, (page + 1) * size);
