import { useSyncExternalStore } from 'react';
import { useHostStore, useHostValue } from '../host-context.ts';
import type { AssetInfo } from '../host-methods.ts';

/** What `useAssetRuntime` gives. */
export interface UseAssetRuntime {
  /** Undefined until Manager answered, when it cannot, and outside an asset's page. */
  readonly assetInfo: AssetInfo | undefined;
  /** INFERRED. True once Manager answered: without `assetInfo`, the extension is then on no asset's page. */
  readonly isKnown: boolean;
  /** INFERRED. Why Manager could not answer; undefined until it was asked, and once it answered. */
  readonly error: Error | undefined;
}

/**
 * The asset whose page the extension is a tab of.
 * @returns `{ assetInfo, isKnown, error }`: not yet is neither known nor an error. When Manager says that its context
 *   changed, and when the next hook wants the asset, an error is asked for again.
 * @see https://developers.trackunit.com — "Iris App runtime" (`assetInfo`; the rest is inferred)
 */
export function useAssetRuntime(): UseAssetRuntime {
  const { asset } = useHostStore();
  const answer = useHostValue(asset);
  const error = useSyncExternalStore(asset.subscribe, asset.getError);
  return { assetInfo: answer ?? undefined, isKnown: answer !== undefined, error };
}
