import { z } from 'zod';
import { assetSortFields, type AssetSort } from './asset-sort.ts';
import { assetStateSchema } from './asset-state.ts';
import { pageQueryShape, wholeNumber } from './page.ts';
import { storableText } from './storable-text.ts';

const toSortStep = (word: string, context: z.RefinementCtx): AssetSort => {
  const name = word.replace(/^[+-]/, '');
  const field = assetSortFields.find((known) => known === name);
  if (field === undefined) {
    context.addIssue({ code: 'custom', message: `'${name}' is not one of ${assetSortFields.join(', ')}` });
    return z.NEVER;
  }
  return { field, descending: word.startsWith('-') };
};

/** `name,-lastSeenAt`: fields in order, `-` for downwards; `+` is allowed and means nothing. */
const sortSchema = z
  .string()
  .max(200)
  .transform((text, context) => text.split(',').map((word) => toSortStep(word.trim(), context)));

/** What the list and its CSV share. Without `sort` the longest silent come first. */
const filterShape = {
  state: assetStateSchema.optional(),
  /** What to look for in the texts of an asset: name, brand, model, serial number. At most 200 characters. */
  q: storableText.trim().max(200).optional(),
  assetType: storableText.min(1).max(64).optional(),
  brand: storableText.min(1).max(200).optional(),
  /** Not seen for so many hours or longer, as of the last complete sync; never seen is not among them. */
  quietForHours: wholeNumber(87_600, 1).optional(),
  sort: sortSchema.optional(),
};

/**
 * The query of `GET /api/v1/fleet/assets.csv`: the filters, the order, and what stands between two values. A spreadsheet
 * of a country that writes 1,5 expects semicolons. An unknown parameter is an error.
 */
export const assetsCsvQuerySchema = z.strictObject({
  ...filterShape,
  separator: z.enum(['comma', 'semicolon']).default('comma'),
});

/** The query as it is after parsing; `separator` is set. */
export type AssetsCsvQuery = Readonly<z.infer<typeof assetsCsvQuerySchema>>;

/** Which assets, in which order: `sort` is a list of steps, `quietForHours` a number. */
export type AssetFilter = Omit<AssetsCsvQuery, 'separator'>;

/** The query of `GET /api/v1/fleet/assets`: the filters, the order and the page. An unknown parameter is an error. */
export const assetsQuerySchema = z.strictObject({
  ...filterShape,
  ...pageQueryShape,
});

/** The query as it is after parsing; `page` and `size` are set, by default to 0 and 20. */
export type AssetsQuery = Readonly<z.infer<typeof assetsQuerySchema>>;
