import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { assetSortFields as columns, type AssetRow, type AssetsCsvQuery } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import type { Response } from 'express';
import { exportAssets } from '../store/export-assets.ts';
import type { FleetWatchTables } from '../store/tables.ts';

/**
 * Where a cell may begin that a spreadsheet would run as a formula, also behind quotes and spaces. A Danish or German
 * Excel splits at semicolons, and to it quotes in the middle of a cell don't hold anything together: a semicolon, a tab
 * or a line break inside a text begins another cell.
 */
const formulaStart = /(?<=^|[;\t\r\n])(?=["\s]*[=+\-@])/g;

/**
 * One CSV field, the separator being a character. What a spreadsheet would run as a formula gets an apostrophe in front.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const toCsvField = (value: string | null, separator = ','): string => {
  if (value === null) return '';
  const text = value.replace(formulaStart, "'").replace(/^[\t\r]/, "'$&");
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

async function* toLines(pages: AsyncIterable<readonly AssetRow[]>, separator: string): AsyncIterable<string> {
  const toLine = (values: readonly (string | null)[]): string =>
    `${values.map((value) => toCsvField(value, separator)).join(separator)}\r\n`;
  yield toLine(columns);
  for await (const page of pages)
    yield page.map((row) => toLine(columns.map((column) => row[column]))).join('');
}

type CsvRequest = {
  readonly database: Database<FleetWatchTables>;
  readonly accountId: string;
  readonly query: AssetsCsvQuery;
};

/** The client went away before the end. */
const hasLeft = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** Streams every row that passes the filter, page by page; the first page is read before the answer begins. */
export const sendAssetsCsv = async (
  response: Response,
  { database, accountId, query: { separator, ...filter } }: CsvRequest,
): Promise<void> => {
  const pages = exportAssets({ database, accountId, filter });
  const first = await pages.next();
  const all = async function* () {
    if (!first.done) yield first.value;
    yield* pages;
  };
  response.type('text/csv').attachment('fleet-watch-assets.csv');
  await pipeline(Readable.from(toLines(all(), separator === 'comma' ? ',' : ';')), response).catch(
    (cause: unknown) => {
      if (!hasLeft(cause)) throw cause;
    },
  );
};
