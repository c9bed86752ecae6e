/** The fields an asset list can be sorted by: those of a row. */
export const assetSortFields = [
  'assetId',
  'name',
  'brand',
  'model',
  'serialNumber',
  'assetType',
  'state',
  'lastSeenAt',
  'silentSince',
] as const;

/** One step of an order: a field, and whether it runs downwards. */
export type AssetSort = { readonly field: (typeof assetSortFields)[number]; readonly descending: boolean };
