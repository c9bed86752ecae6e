import type { AppSummary } from '@fleet-watch/emulator';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useServices } from '../api/manager-context.ts';
import { useRouter } from '../routing/router.tsx';
import { useSession, useSignedIn } from '../session/session.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { connectExtension, type ExtensionConnection } from './connect-extension.ts';
import { createHostMethods, type HostSituation } from './create-host-methods.ts';
import type { ExtensionFrameProps } from './extension-frame.tsx';
import { observeHostMethods } from './observe-host-methods.ts';
import { useFrameRoute } from './use-frame-route.ts';

/** An extension that has not called after this long is said to be quiet. Its bundle may be broken or missing. */
const patienceMs = 8_000;

/** How far an extension has come. */
export type FrameState = 'loading' | 'connected' | 'quiet';

const findIds = ({ extensions }: AppSummary, wanted: string): readonly string[] =>
  extensions.filter(({ type }) => type === wanted).map(({ id }) => id);

/** Plays Manager for the extension in a frame, for as long as the frame is there. */
export function useExtensionHost(
  frame: { readonly current: HTMLIFrameElement | null },
  { app, extension, assetId, ownsRoute = false }: ExtensionFrameProps,
): FrameState {
  const { api, hostLog } = useServices();
  const { goTo } = useRouter();
  const { addToast } = useToasts();
  const { preferences } = useSession();
  const signedIn = useSignedIn();
  const connection = useRef<ExtensionConnection>(undefined);
  const [state, setState] = useState<FrameState>('loading');
  const route = useFrameRoute(ownsRoute, connection);
  const situation: HostSituation = {
    signedIn,
    preferences,
    irisAppId: app.irisAppId,
    extensionId: extension.id,
    assetTabIds: findIds(app, 'ASSET_HOME_EXTENSION'),
    settingsIds: findIds(app, 'IRIS_APP_SETTINGS_EXTENSION'),
    assetId,
    route,
  };
  const latest = useRef({ situation, goTo });
  useEffect(() => {
    latest.current = { situation, goTo };
  });

  // Before the browser can run anything of the frame, as an extension may say hello only once.
  useLayoutEffect(() => {
    if (!frame.current) return undefined;
    const methods = createHostMethods({
      situation: () => latest.current.situation,
      api,
      goTo: (...args) => latest.current.goTo(...args),
      addToast,
      managerUrl: window.location.origin,
    });
    const quiet = setTimeout(() => setState('quiet'), patienceMs);
    connection.current = connectExtension({
      iframe: frame.current,
      childOrigin: new URL(extension.frameUrl).origin,
      methods: observeHostMethods({ methods, log: hostLog, extensionId: extension.id }),
      onConnected() {
        clearTimeout(quiet);
        setState('connected');
      },
    });
    return () => {
      clearTimeout(quiet);
      connection.current?.destroy();
    };
  }, [frame, api, hostLog, addToast, extension.id, extension.frameUrl]);

  const seen = [preferences.language, preferences.systemOfMeasurement, preferences.colorScheme].join();
  const lastSeen = useRef(seen);
  useEffect(() => {
    if (lastSeen.current === seen) return;
    lastSeen.current = seen;
    connection.current?.tellContextChanged();
  }, [seen]);
  return state;
}
