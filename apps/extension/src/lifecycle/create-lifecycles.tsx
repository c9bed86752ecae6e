import { StrictMode, type ComponentType } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { ExtensionRoot } from './extension-root.tsx';

/** What the frame's loader hands to every life-cycle function. */
export type ExtensionProps = Readonly<{ name: string; domElement: HTMLElement }>;

/** The three functions that a single-spa style loader calls, in this order. */
export type Lifecycles = Readonly<{
  bootstrap: (props: ExtensionProps) => Promise<void>;
  mount: (props: ExtensionProps) => Promise<void>;
  unmount: (props: ExtensionProps) => Promise<void>;
}>;

/**
 * Makes a page mountable. single-spa-react would do the same for 2 kB more, with parcels and a DOM fallback that
 * nobody here uses; what the loader needs is these twenty lines.
 *
 * Nothing happens before `mount`. One extension can be mounted into several elements.
 */
export const createLifecycles = (Page: ComponentType): Lifecycles => {
  const roots = new Map<HTMLElement, Root>();
  return {
    bootstrap: () => Promise.resolve(),
    mount: ({ name, domElement }) => {
      if (roots.has(domElement)) return Promise.resolve();
      const root = createRoot(domElement);
      roots.set(domElement, root);
      root.render(
        <StrictMode>
          <ExtensionRoot name={name} Page={Page} />
        </StrictMode>,
      );
      return Promise.resolve();
    },
    unmount: ({ domElement }) => {
      roots.get(domElement)?.unmount();
      roots.delete(domElement);
      return Promise.resolve();
    },
  };
};
