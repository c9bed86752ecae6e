import { createElement, useEffect, useState, type ReactNode } from 'react';
import { createHostConnection } from './host-connection.ts';
import { HostContext } from './host-context.ts';
import { createHostStore, type HostStore } from './host-store.ts';

/**
 * Connects everything below it with Manager. Put it once around the extension; it renders nothing of its own, and
 * its connection ends when the extension is unmounted.
 *
 * Stands in for `TrackunitProviders` of `@trackunit/react-core-contexts`.
 * @see https://developers.trackunit.com — "Trackunit providers"
 */
export function TrackunitProviders(props: { readonly children?: ReactNode }): ReactNode {
  const store = useOwnedHostStore();
  return store && createElement(HostContext, { value: store }, props.children);
}

/** Effects run twice in React's strict mode, so a store that was closed by the first run is never used again. */
function useOwnedHostStore(): HostStore | undefined {
  const [store, setStore] = useState<HostStore>();
  useEffect(() => {
    const created = createHostStore(createHostConnection());
    // Every page needs it, and asking takes a handshake: it is under way while the page is drawn for the first time.
    created.tokens.getToken().catch(() => undefined);
    setStore(created);
    return () => created.close();
  }, []);
  return store;
}
