import { createContext, use, useSyncExternalStore } from 'react';
import type { HostStore, HostValue } from './host-store.ts';

/** Carries the host's state to the hooks; filled by `TrackunitProviders`, and by a test's own host. */
export const HostContext = createContext<HostStore | undefined>(undefined);

/** The state of the host for a hook. @throws Error outside `TrackunitProviders`, as it cannot work there. */
export function useHostStore(): HostStore {
  const store = use(HostContext);
  if (!store) throw new Error('Trackunit hooks work inside <TrackunitProviders> only');
  return store;
}

/** The newest value of one thing that the host knows. */
export function useHostValue<T>(value: HostValue<T>): T | undefined {
  return useSyncExternalStore(value.subscribe, value.get);
}
