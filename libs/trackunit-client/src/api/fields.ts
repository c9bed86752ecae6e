import { z } from 'zod';

/** A text that may be absent. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** A moment that may be absent. One without a zone is UTC, like all of Trackunit's. */
export const optionalInstant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true }).transform((at) => `${at}Z`)])
  .nullish()
  .transform((at) => (at ? new Date(at) : null));

/** The members of an asset that GraphQL and REST have in common. */
export const assetShape = {
  id: z.string().min(1),
  name: optionalText,
  brand: optionalText,
  model: optionalText,
  serialNumber: optionalText,
  assetType: optionalText,
};
