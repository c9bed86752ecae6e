import type { AssetDetail } from '../api/control-shapes.ts';

/**
 * Whether a tab belongs on an asset's page. Documented: `conditions` is one record or a list, with `brand` and
 * `model`. Inferred: one record of a list is enough, and every member of a record must hold. A condition on a custom
 * field counts as met, since this page does not know the keys of fields.
 *
 * @see https://developers.trackunit.com — "Extension points"
 */
export function matchesConditions(conditions: unknown, asset: Pick<AssetDetail, 'brand' | 'model'>): boolean {
  const records = [conditions].flat().filter(isRecord);
  if (records.length === 0) return true;
  return records.some(({ brand, model }) => agrees(brand, asset.brand) && agrees(model, asset.model));
}

const isRecord = (value: unknown): value is { readonly brand?: unknown; readonly model?: unknown } =>
  typeof value === 'object' && value !== null;

const agrees = (wanted: unknown, actual: string | null): boolean => wanted === undefined || wanted === actual;
