import { AssetTab } from '../features/asset/asset-tab.tsx';
import { createLifecycles } from '../lifecycle/create-lifecycles.tsx';

export const { bootstrap, mount, unmount } = createLifecycles(AssetTab);
