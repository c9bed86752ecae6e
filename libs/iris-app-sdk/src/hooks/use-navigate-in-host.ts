import { useMemo } from 'react';
import { useHostStore } from '../host-context.ts';

/** Where an extension can send Manager. Each promise rejects with a `HostConnectionError` when Manager refuses. */
export interface NavigateInHost {
  /**
   * Opens an asset's page, on one of its tabs when `page` is given (`movement`, `events`, …). INFERRED: the id of an
   * `ASSET_HOME_EXTENSION` of the same app opens that tab.
   */
  gotoAssetHome(assetId: string, options?: { readonly page?: string }): Promise<void>;
  /** INFERRED. Opens another extension of the same app, at a route of its own when one is given. */
  gotoExtension(extensionId: string, options?: { readonly route?: string }): Promise<void>;
}

/**
 * Moves Manager itself, not the iframe.
 * @returns functions that keep their identity for as long as the extension is mounted.
 * @see https://developers.trackunit.com — "Trackunit providers"
 */
export function useNavigateInHost(): NavigateInHost {
  const { connection } = useHostStore();
  return useMemo(
    () => ({
      async gotoAssetHome(assetId, options) {
        await connection.call('gotoAssetHome', assetId, options);
      },
      async gotoExtension(extensionId, options) {
        await connection.call('gotoExtension', extensionId, options);
      },
    }),
    [connection],
  );
}
