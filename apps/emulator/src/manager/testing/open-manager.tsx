import { cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../app.tsx';
import { createFakeServices, type FakeServices } from './fake-services.ts';

/** Opens the whole page at an address, as a browser would. */
export function openManager(address: string, services: FakeServices = createFakeServices()) {
  window.history.replaceState(null, '', address);
  return { ...render(<App services={services} />), user: userEvent.setup(), services };
}

/** Leaves no page, no choice of an earlier test and no address behind. */
export function closeManager(): void {
  cleanup();
  window.sessionStorage.clear();
  window.localStorage.clear();
  window.history.replaceState(null, '', '/');
}

/** Every frame of another origin is an empty page, so that no test asks the network for one. */
export function keepFramesEmpty(): void {
  const { happyDOM } = window as unknown as { readonly happyDOM: { readonly settings: BrowserSettings } };
  happyDOM.settings.enableIframePageLoading = true;
  happyDOM.settings.disableIframePageLoading = false;
  happyDOM.settings.fetch.interceptor = {
    beforeAsyncRequest: async ({ window: page }) =>
      new page.Response('<!doctype html><title>frame</title>', { headers: { 'content-type': 'text/html' } }),
  };
}

interface BrowserSettings {
  enableIframePageLoading: boolean;
  disableIframePageLoading: boolean;
  readonly fetch: {
    interceptor: {
      beforeAsyncRequest(request: {
        readonly window: { readonly Response: typeof Response };
      }): Promise<Response>;
    };
  };
}
