import type { WidgetExtensionManifest } from '@trackunit/iris-app-sdk';

/** The tile on a person's home page. */
const fleetWatchWidgetExtension: WidgetExtensionManifest = {
  id: 'fleet-watch-widget',
  type: 'WIDGET_EXTENSION',
  sourceRoot: 'apps/extension/src/extensions/fleet-watch-widget.tsx',
  header: { name: 'Silent machines', icon: 'SignalSlash' },
  gridOptions: { minW: 1, minH: 2, maxW: 4, maxH: 4 },
  supportedLocations: ['MY_HOME'],
};

export default fleetWatchWidgetExtension;
