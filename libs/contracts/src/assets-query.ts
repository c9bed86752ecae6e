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

const filterShape = {
  state: assetStateSchema.optional(),
  /** What to look for in the texts of an asset: name, brand, model, serial number. At most 200 characters. */
  q: storableText.trim().max(200).optional(),
  assetType: storableText.min(1).max(64).optional(),
  brand: storableText.min(1).max(200).optional(),
  /** Not seen for so many hours or longer, as of the last complete sync; never seen is not among them. */
  quietForHours: wholeNumber(87_600, 1).optional(),
};

/** The filters that the list and its CSV share, and the order. Without `sort` the longest silent come first. */
export const assetFilterSchema = z.strictObject({ ...filterShape, sort: sortSchema.optional() });

/** A filter as it is after parsing: `sort` is a list of steps, `quietForHours` a number. */
export type AssetFilter = Readonly<z.infer<typeof assetFilterSchema>>;

/** The query of `GET /api/v1/fleet/assets`: the filters, the order and the page. An unknown parameter is an error. */
export const assetsQuerySchema = z.strictObject({
  ...filterShape,
  sort: sortSchema.optional(),
  ...pageQueryShape,
});

/** The query as it is after parsing; `page` and `size` are set, by default to 0 and 20. */
export type AssetsQuery = Readonly<z.infer<typeof assetsQuerySchema>>;
