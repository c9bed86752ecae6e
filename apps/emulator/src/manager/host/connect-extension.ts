import type { ExtensionMethods } from '@trackunit/iris-app-sdk';
import { connectToChild } from 'penpal';

/** A live connection with one embedded extension. */
export interface ExtensionConnection {
  /** Tells the extension to ask again who is signed in and how it should look; not every extension listens. */
  tellContextChanged(): void;
  tellRouteChanged(route: string): void;
  destroy(): void;
}

/**
 * Listens for the extension in a frame, over the wire protocol of penpal 6.2. Call it before the frame has loaded:
 * an extension says hello once.
 */
export function connectExtension(options: {
  readonly iframe: HTMLIFrameElement;
  readonly childOrigin: string;
  readonly methods: Record<string, (...args: never[]) => Promise<unknown>>;
  readonly onConnected: () => void;
}): ExtensionConnection {
  const { iframe, childOrigin, methods, onConnected } = options;
  const connection = connectToChild<Partial<ExtensionMethods>>({
    iframe,
    childOrigin,
    methods: { ...methods },
  });
  let extension: Record<string, ((...args: readonly unknown[]) => Promise<unknown>) | undefined> | undefined;
  connection.promise.then(
    (connected) => {
      extension = connected as unknown as NonNullable<typeof extension>;
      onConnected();
    },
    () => undefined,
  );
  const tell = (name: keyof ExtensionMethods, ...args: readonly unknown[]) => {
    // An extension that does not listen, or that is just being unmounted, misses nothing that it asked for.
    try {
      extension?.[name]?.(...args).catch(() => undefined);
    } catch {
      return;
    }
  };
  return {
    tellContextChanged: () => tell('onContextChanged'),
    tellRouteChanged: (route) => tell('onRouteChanged', route),
    destroy: () => connection.destroy(),
  };
}
