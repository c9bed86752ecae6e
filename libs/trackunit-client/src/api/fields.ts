import { z } from 'zod';

/** A text without what no PostgreSQL takes: device serial numbers, for one, come padded with NUL. */
const plainText = z.string().overwrite((text) => text.replaceAll('\0', '').toWellFormed());

/** The longest text of an asset, in code points: names are indexed, and PostgreSQL indexes about 2,700 bytes. */
const maxTextLength = 512;

/** Cut between code points, never within one. A code point is one or two units long. */
const cut = (text: string): string =>
  text.length <= maxTextLength
    ? text
    : Array.from(text.slice(0, 2 * maxTextLength))
        .slice(0, maxTextLength)
        .join('');

/** A text that may be absent. What is too long is cut: one odd asset must not keep the fleet from being read. */
export const optionalText = plainText
  .nullish()
  .transform((text) => (typeof text === 'string' ? cut(text) : null));

/** None for a year, in UTC, that four digits do not write: it has another form in JSON, and PostgreSQL refuses it. */
const toMoment = (at: string): Date | null => {
  const moment = new Date(at);
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment : null;
};

/**
 * A moment that may be absent. One without a zone is UTC, like all of Trackunit's; one outside the years 1 to 9999
 * counts as absent.
 */
export const optionalInstant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true }).transform((at) => `${at}Z`)])
  .nullish()
  .transform((at) => (at ? toMoment(at) : null));

/** The members of an asset that GraphQL and REST have in common. */
export const assetShape = {
  // Not cut: two assets must not become one.
  id: plainText.min(1).max(512),
  name: optionalText,
  brand: optionalText,
  model: optionalText,
  serialNumber: optionalText,
  assetType: optionalText,
};
