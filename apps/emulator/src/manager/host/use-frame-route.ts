import { useEffect, useRef, useState } from 'react';
import { readRoute, useRouter } from '../routing/router.tsx';
import type { ExtensionConnection } from './connect-extension.ts';
import type { ExtensionRoute } from './create-host-methods.ts';

/**
 * Where an extension keeps its route: the part after `#` of Manager's address for a page, memory for a widget. The
 * extension is told when the person goes back or forward, and never of a route that it set itself: an echo would
 * fight with what is being typed.
 */
export function useFrameRoute(
  ownsRoute: boolean,
  connection: { readonly current: ExtensionConnection | undefined },
): ExtensionRoute {
  const { route, setRoute } = useRouter();
  const lastKnown = useRef(ownsRoute ? readRoute() : '');
  const latestSetRoute = useRef(setRoute);
  useEffect(() => {
    latestSetRoute.current = setRoute;
  });
  useEffect(() => {
    if (!ownsRoute) return;
    // The address and not the rendered route: an extension may have set two before the first was rendered.
    const now = readRoute();
    if (now === lastKnown.current) return;
    lastKnown.current = now;
    connection.current?.tellRouteChanged(now);
  }, [ownsRoute, route, connection]);
  const [frameRoute] = useState<ExtensionRoute>(() => ({
    get: () => (ownsRoute ? readRoute() : lastKnown.current),
    set(next, options) {
      lastKnown.current = next;
      if (ownsRoute) latestSetRoute.current(next, options);
    },
  }));
  return frameRoute;
}
