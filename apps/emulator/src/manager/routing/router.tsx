import { createContext, use, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { parsePage, toPath, type Page } from './page.ts';

/** Where Manager is and how to go elsewhere. `route` is the part after `#`, which belongs to the extension. */
export interface Router {
  readonly page: Page;
  readonly path: string;
  readonly route: string;
  goTo(page: Page, options?: { readonly route?: string; readonly replace?: boolean }): void;
  setRoute(route: string, options?: { readonly replace?: boolean }): void;
}

const RouterContext = createContext<Router | undefined>(undefined);
const moved = 'manager:moved';

/** Keeps the page and the browser's history in step. */
export function RouterProvider(props: { readonly children: ReactNode }) {
  const place = useSyncExternalStore(subscribeToPlace, readPlace);
  const router = useMemo(() => createRouter(place), [place]);
  return <RouterContext value={router}>{props.children}</RouterContext>;
}

/** The router of the page. @throws Error outside `RouterProvider`. */
export function useRouter(): Router {
  const router = use(RouterContext);
  if (!router) throw new Error('There is no RouterProvider above this component');
  return router;
}

/** What the route in the address bar is now: for what runs between two renderings. */
export const readRoute = (): string => decodeRoute(window.location.hash);

function createRouter(place: string): Router {
  const hashAt = place.indexOf('#');
  const path = hashAt < 0 ? place : place.slice(0, hashAt);
  return {
    page: parsePage(path),
    path,
    route: hashAt < 0 ? '' : decodeRoute(place.slice(hashAt)),
    goTo(page, { route = '', replace = false } = {}) {
      move(`${toPath(page)}${encodeRoute(route)}`, replace);
    },
    setRoute(route, { replace = false } = {}) {
      move(`${window.location.pathname}${encodeRoute(route)}`, replace);
    },
  };
}

function move(url: string, replace: boolean) {
  if (url === readPlace()) return;
  if (replace) window.history.replaceState(null, '', url);
  else window.history.pushState(null, '', url);
  window.dispatchEvent(new Event(moved));
}

const readPlace = () => `${window.location.pathname}${window.location.hash}`;

function subscribeToPlace(listener: () => void): () => void {
  const events = ['popstate', 'hashchange', moved];
  for (const event of events) window.addEventListener(event, listener);
  return () => {
    for (const event of events) window.removeEventListener(event, listener);
  };
}

const encodeRoute = (route: string) => (route === '' ? '' : `#${encodeURI(route)}`);

function decodeRoute(hash: string): string {
  try {
    return decodeURI(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
