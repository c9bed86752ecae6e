import { useExtensionRoute } from '@trackunit/iris-app-sdk';
import { useCallback, useMemo } from 'react';
import { parseFleetView, toRoute, type FleetView } from './fleet-view.ts';

/** The view in the page's address; undefined until Manager told it. A change adds no step to the history. */
export const useFleetView = () => {
  const { route, setRoute } = useExtensionRoute();
  const view = useMemo(() => (route === undefined ? undefined : parseFleetView(route)), [route]);
  const changeView = useCallback(
    (change: Partial<FleetView>) => {
      setRoute(toRoute({ ...parseFleetView(route ?? ''), ...change }), { replace: true });
    },
    [route, setRoute],
  );
  return { view, changeView };
};

export type ChangeView = ReturnType<typeof useFleetView>['changeView'];
