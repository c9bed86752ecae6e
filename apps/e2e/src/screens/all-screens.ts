import { assetScreens } from './asset-screens.ts';
import { fleetScreens } from './fleet-screens.ts';
import { managerScreens } from './manager-screens.ts';
import type { Screen } from './screen.ts';
import { settingsScreens } from './settings-screens.ts';
import { widgetScreens } from './widget-screens.ts';

/** The screens by where they are, as the gallery in `docs/screens` has them. */
export const screensByPlace = {
  'Fleet page': fleetScreens,
  'Asset tab': assetScreens,
  'Home widget': widgetScreens,
  Settings: settingsScreens,
  'The local Manager around it': managerScreens,
} as const satisfies Readonly<Record<string, readonly Screen[]>>;

/** Every screen and state that is looked at: by axe in the tests, by people in `docs/screens`. */
export const allScreens: readonly Screen[] = Object.values(screensByPlace).flat();
