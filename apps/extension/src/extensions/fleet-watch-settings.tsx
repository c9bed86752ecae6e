import { SettingsPage } from '../features/settings/settings-page.tsx';
import { createLifecycles } from '../lifecycle/create-lifecycles.tsx';

export const { bootstrap, mount, unmount } = createLifecycles(SettingsPage);
