import type { AssetHomeExtensionManifest } from '@trackunit/iris-app-sdk';

/** The tab on an asset's page. */
const fleetWatchAssetExtension: AssetHomeExtensionManifest = {
  id: 'fleet-watch-asset',
  type: 'ASSET_HOME_EXTENSION',
  sourceRoot: 'apps/extension/src/extensions/fleet-watch-asset.tsx',
  menuItem: { name: 'Reporting', icon: 'SignalSlash' },
};

export default fleetWatchAssetExtension;
