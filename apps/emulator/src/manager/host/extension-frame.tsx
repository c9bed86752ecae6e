import type { AppSummary, ExtensionSummary } from '@fleet-watch/emulator';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useServices } from '../api/manager-context.ts';
import { useT } from '../i18n/i18n.tsx';
import { readRoute, useRouter } from '../routing/router.tsx';
import { useSession, useSignedIn } from '../session/session.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { connectExtension, type ExtensionConnection } from './connect-extension.ts';
import { createHostMethods, type ExtensionRoute, type HostSituation } from './create-host-methods.ts';
import { observeHostMethods } from './observe-host-methods.ts';

/** What every extension's frame may do; a manifest's `cspHeader.sandbox` adds to it. */
const sandboxFlags = ['allow-scripts', 'allow-same-origin', 'allow-downloads', 'allow-popups'];

/** An extension that has not called after this long is said to be quiet. Its bundle may be broken or missing. */
const patienceMs = 8_000;

interface ExtensionFrameProps {
  readonly app: AppSummary;
  readonly extension: ExtensionSummary;
  readonly title: string;
  readonly assetId?: string;
  /** Whether the extension's route is the part after `#` in Manager's URL: true for a page, false for a widget. */
  readonly ownsRoute?: boolean;
}

/** Embeds an extension: another origin in a sandbox, with Manager's methods at hand over penpal. */
export function ExtensionFrame(props: ExtensionFrameProps) {
  const { app, extension, title } = props;
  const { preferences } = useSession();
  const t = useT();
  const frame = useRef<HTMLIFrameElement>(null);
  const [src] = useState(() => `${extension.frameUrl}?lang=${preferences.language}`);
  const state = useExtensionHost(frame, props);
  return (
    <div className="extension-frame" data-state={state}>
      {state === 'quiet' && (
        <p className="notice" role="status">
          {t('extension.quiet', { name: title })}
        </p>
      )}
      <iframe
        ref={frame}
        src={src}
        title={title}
        sandbox={[...new Set([...sandboxFlags, ...app.sandbox])].join(' ')}
        allow={app.permissionsPolicy}
      />
    </div>
  );
}

type FrameState = 'loading' | 'connected' | 'quiet';

function useExtensionHost(
  frame: { readonly current: HTMLIFrameElement | null },
  { app, extension, assetId, ownsRoute = false }: ExtensionFrameProps,
): FrameState {
  const { api, hostLog } = useServices();
  const router = useRouter();
  const { addToast } = useToasts();
  const { preferences } = useSession();
  const signedIn = useSignedIn();
  const [state, setState] = useState<FrameState>('loading');
  const connection = useRef<ExtensionConnection>(undefined);
  const extensionRoute = useExtensionRouteOfFrame(ownsRoute);
  const situation: HostSituation = {
    signedIn,
    preferences,
    irisAppId: app.irisAppId,
    extensionId: extension.id,
    assetId,
    route: extensionRoute.route,
  };
  const latest = useRef({ situation, goTo: router.goTo });
  useEffect(() => {
    latest.current = { situation, goTo: router.goTo };
  });

  // Before the browser can run anything of the frame, as an extension may say hello only once.
  useLayoutEffect(() => {
    if (!frame.current) return;
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

  const { route } = router;
  const { findForeignChange } = extensionRoute;
  useEffect(() => {
    const changed = findForeignChange();
    if (changed !== undefined) connection.current?.tellRouteChanged(changed);
  }, [route, findForeignChange]);
  return state;
}

/** The extension set a route itself: then it must not hear about it again, or typing would fight the echo. */
function useExtensionRouteOfFrame(ownsRoute: boolean): {
  readonly route: ExtensionRoute;
  /** The route that somebody else set, if one did: the person, by going back. */
  readonly findForeignChange: () => string | undefined;
} {
  const { setRoute } = useRouter();
  const lastOwn = useRef(ownsRoute ? readRoute() : '');
  const latest = useRef(setRoute);
  useEffect(() => {
    latest.current = setRoute;
  });
  const [parts] = useState(() => ({
    route: {
      get: () => (ownsRoute ? readRoute() : lastOwn.current),
      set(route: string, options?: { readonly replace?: boolean }) {
        lastOwn.current = route;
        if (ownsRoute) latest.current(route, options);
      },
    },
    findForeignChange() {
      // The address and not the rendered route: an extension may have set two before the first was rendered.
      const now = ownsRoute ? readRoute() : lastOwn.current;
      if (now === lastOwn.current) return undefined;
      lastOwn.current = now;
      return now;
    },
  }));
  return parts;
}
