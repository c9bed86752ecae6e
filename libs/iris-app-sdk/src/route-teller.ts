/** How long a route that replaces another one rests before the host is told of it. */
export const routeRestMs = 300;

/** Tells the host of routes, no more often than it can bear. */
export interface RouteTeller {
  /** A new step at once; one that replaces when no other followed for `routeRestMs`. */
  tell(route: string, options?: { readonly replace?: boolean }): void;
  /** Forgets what still rests: the host is elsewhere by now. */
  drop(): void;
}

/**
 * Keeps typing away from the browser's history. Safari throws at the 101st change of the address in 30 seconds, and
 * each change has the host draw itself anew, on the same processor that is waited for.
 *
 * @see https://github.com/nusmodifications/nusmods/issues/763
 */
export function createRouteTeller(
  tellHost: (route: string, options?: { readonly replace?: boolean }) => void,
): RouteTeller {
  let resting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drop = () => {
    clearTimeout(timer);
    resting = undefined;
  };
  const tellResting = () => {
    const route = resting;
    drop();
    if (route !== undefined) tellHost(route, { replace: true });
  };
  return {
    tell(route, options) {
      if (options?.replace !== true) {
        // The step that is left behind is the one that the person saw last.
        tellResting();
        tellHost(route, options);
        return;
      }
      drop();
      resting = route;
      timer = setTimeout(tellResting, routeRestMs);
    },
    drop,
  };
}
