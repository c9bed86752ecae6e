import { z } from 'zod';

/** A whole number of a query string, within limits. */
export const wholeNumber = (most: number, least: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(least).max(most));

/** `page` (from 0) and `size` of a list, read from a query string. What is out of range is an error, not adjusted. */
export const pageQueryShape = {
  page: wholeNumber(1_000_000, 0).default(0),
  size: wholeNumber(1000, 1).default(20),
};

/**
 * Trackunit's page envelope around rows of one kind.
 *
 * @see https://developers.trackunit.com — "Pagination"
 */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    content: z.array(row),
    number: z.number().int(),
    size: z.number().int(),
    numberOfElements: z.number().int(),
    totalElements: z.number().int(),
    totalPages: z.number().int(),
  });

/**
 * One page of rows. `number` says which, from 0; `size` is what was asked for, `numberOfElements` what this page has;
 * `totalElements` and `totalPages` count the whole list, as it was when the page was read.
 */
export type Page<Row> = {
  readonly content: readonly Row[];
  readonly number: number;
  readonly size: number;
  readonly numberOfElements: number;
  readonly totalElements: number;
  readonly totalPages: number;
};

/** Puts rows that were already cut to a page into the envelope. */
export const toPage = <Row>(
  content: readonly Row[],
  { page, size, totalElements }: { page: number; size: number; totalElements: number },
): Page<Row> => ({
  content,
  number: page,
  size,
  numberOfElements: content.length,
  totalElements,
  totalPages: Math.ceil(totalElements / size),
});
