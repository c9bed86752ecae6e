import type { IrisAppSettingsExtensionManifest } from '@trackunit/iris-app-sdk';

/** The app's settings in the App Library; who installs the app is sent there. */
const fleetWatchSettingsExtension: IrisAppSettingsExtensionManifest = {
  id: 'fleet-watch-settings',
  type: 'IRIS_APP_SETTINGS_EXTENSION',
  sourceRoot: 'apps/extension/src/extensions/fleet-watch-settings.tsx',
  menuItem: { name: 'Fleet Watch', icon: 'SignalSlash' },
};

export default fleetWatchSettingsExtension;
