import { useExtensionRoute } from '@trackunit/iris-app-sdk';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { isNewStep, parseFleetView, toRoute, type FleetView } from './fleet-view.ts';

/** The view in the page's address; undefined until Manager told it. The browser's back undoes a choice, not a letter. */
export const useFleetView = () => {
  const { route, setRoute } = useExtensionRoute();
  const view = useMemo(() => (route === undefined ? undefined : parseFleetView(route)), [route]);
  const latest = useRef(view);
  useLayoutEffect(() => {
    latest.current = view;
  }, [view]);
  // The same function for ever: whatever holds it is not drawn anew when the view changes.
  const changeView = useCallback(
    (change: Partial<FleetView>) => {
      const before = latest.current ?? parseFleetView('');
      const after = { ...before, ...change };
      if (toRoute(after) === toRoute(before)) return;
      setRoute(toRoute(after), { replace: !isNewStep(before, after) });
    },
    [setRoute],
  );
  return { view, changeView };
};

export type ChangeView = ReturnType<typeof useFleetView>['changeView'];
