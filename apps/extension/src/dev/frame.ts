import type { ExtensionId } from '../build/extension-ids.ts';
import type { Lifecycles } from '../lifecycle/create-lifecycles.tsx';

const extensions: Record<ExtensionId, () => Promise<Lifecycles>> = {
  'fleet-watch': () => import('../extensions/fleet-watch.tsx'),
  'fleet-watch-asset': () => import('../extensions/fleet-watch-asset.tsx'),
  'fleet-watch-widget': () => import('../extensions/fleet-watch-widget.tsx'),
  'fleet-watch-settings': () => import('../extensions/fleet-watch-settings.tsx'),
};

const isExtensionId = (word: string): word is ExtensionId => word in extensions;

const main = async () => {
  const asked = new URLSearchParams(location.search).get('extension') ?? '';
  const name: ExtensionId = isExtensionId(asked) ? asked : 'fleet-watch';
  const domElement = document.querySelector<HTMLElement>('#extension');
  if (domElement === null) throw new Error('the frame has no element to mount into');
  const { bootstrap, mount } = await extensions[name]();
  await bootstrap({ name, domElement });
  await mount({ name, domElement });
};

void main();
