import { z } from 'zod';

/** A text without what no PostgreSQL takes: device serial numbers, for one, come padded with NUL. */
const plainText = z.string().overwrite((text) => text.replaceAll('\0', '').toWellFormed());

/** A text that may be absent. */
export const optionalText = plainText.nullish().transform((text) => text ?? null);

/** A moment that may be absent. One without a zone is UTC, like all of Trackunit's. */
export const optionalInstant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true }).transform((at) => `${at}Z`)])
  .nullish()
  .transform((at) => (at ? new Date(at) : null));

/** The members of an asset that GraphQL and REST have in common. */
export const assetShape = {
  id: plainText.min(1),
  name: optionalText,
  brand: optionalText,
  model: optionalText,
  serialNumber: optionalText,
  assetType: optionalText,
};
