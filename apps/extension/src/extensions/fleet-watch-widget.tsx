import { FleetWidget } from '../features/widget/fleet-widget.tsx';
import { createLifecycles } from '../lifecycle/create-lifecycles.tsx';

export const { bootstrap, mount, unmount } = createLifecycles(FleetWidget);
