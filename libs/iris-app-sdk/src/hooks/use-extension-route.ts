import { useHostStore, useHostValue } from '../host-context.ts';

/** What `useExtensionRoute` gives. */
export interface UseExtensionRoute {
  /** The extension's own part of Manager's URL, such as `/?q=crane&page=2`; undefined until Manager answered. */
  readonly route: string | undefined;
  /**
   * Takes a route into use and puts it into Manager's URL. `replace` adds no step to the browser's history, and Manager
   * is told when the route has rested for 0.3 seconds: call it for each key.
   */
  readonly setRoute: (route: string, options?: { readonly replace?: boolean }) => void;
}

/**
 * INFERRED. Keeps the extension's state in Manager's URL, so that it can be shared and reloaded. Where the host has
 * no such thing, `route` is the empty string and changes stay in the extension.
 */
export function useExtensionRoute(): UseExtensionRoute {
  const { route, setRoute } = useHostStore();
  return { route: useHostValue(route), setRoute };
}
