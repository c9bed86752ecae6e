import type { FleetExtensionManifest } from '@trackunit/iris-app-sdk';

/** The page in Manager's main menu. */
const fleetWatchExtension: FleetExtensionManifest = {
  id: 'fleet-watch',
  type: 'FLEET_EXTENSION',
  sourceRoot: 'apps/extension/src/extensions/fleet-watch.tsx',
  menuItem: { name: 'Fleet Watch', icon: 'SignalSlash' },
};

export default fleetWatchExtension;
