import { FleetPage } from '../features/fleet/fleet-page.tsx';
import { createLifecycles } from '../lifecycle/create-lifecycles.tsx';

export const { bootstrap, mount, unmount } = createLifecycles(FleetPage);
