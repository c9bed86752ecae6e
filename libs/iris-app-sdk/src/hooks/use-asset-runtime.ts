import { useHostStore, useHostValue } from '../host-context.ts';
import type { AssetInfo } from '../host-methods.ts';

/**
 * The asset whose page the extension is a tab of.
 * @returns `{ assetInfo }`, undefined until Manager answered and outside an asset's page.
 * @see https://developers.trackunit.com — "Iris App runtime"
 */
export function useAssetRuntime(): { readonly assetInfo: AssetInfo | undefined } {
  return { assetInfo: useHostValue(useHostStore().asset) ?? undefined };
}
