import type { HostConnection } from './host-connection.ts';
import type { AssetInfo, CurrentUserContext, EnvironmentContext } from './host-methods.ts';
import { createListeners } from './listeners.ts';
import { createRouteTeller } from './route-teller.ts';
import { createTokenSource, type TokenSource } from './token-source.ts';

/** One thing the host knows: asked for once, shared by every hook, asked again when the host says it changed. */
export interface HostValue<T> {
  /** The newest value; undefined until the host answered, and when it cannot. */
  get(): T | undefined;
  /** Why there is no value, once the host was asked and could not answer. */
  getError(): Error | undefined;
  subscribe(listener: () => void): () => void;
}

/** What all hooks of one mounted extension share. */
export interface HostStore {
  readonly connection: HostConnection;
  readonly tokens: TokenSource;
  readonly user: HostValue<CurrentUserContext>;
  readonly environment: HostValue<EnvironmentContext>;
  /** Null outside an asset's page. */
  readonly asset: HostValue<AssetInfo | null>;
  readonly route: HostValue<string>;
  /** Takes a route into use at once and tells the host; of one that replaces when it rests. */
  setRoute(route: string, options?: { readonly replace?: boolean }): void;
  close(): void;
}

interface WritableHostValue<T> extends HostValue<T> {
  set(value: T): void;
  /** Asks again, where somebody ever asked. */
  refresh(): void;
}

/** Builds the shared state of one mounted extension; nothing is asked before the first hook subscribes. */
export function createHostStore(connection: HostConnection): HostStore {
  const user = createHostValue(() => connection.call('getCurrentUserContext'));
  const environment = createHostValue(() => connection.call('getEnvironmentContext'));
  const asset = createHostValue(() => connection.call('getAssetInfo'));
  const route = createHostValue(() => connection.call('getRoute'), '');
  const teller = createRouteTeller((next, options) => {
    // A host without routes is no fault of the extension: its state then just does not reach Manager's URL.
    connection.call('setRoute', next, options).catch(() => undefined);
  });
  const stop = connection.subscribe((event) => {
    if (event.type === 'route') {
      teller.drop();
      route.set(event.route);
    } else for (const value of [user, environment, asset]) value.refresh();
  });
  return {
    connection,
    tokens: createTokenSource({ connection }),
    user,
    environment,
    asset,
    route,
    setRoute(next, options) {
      route.set(next);
      teller.tell(next, options);
    },
    close() {
      teller.drop();
      stop();
      connection.close();
    },
  };
}

function createHostValue<T>(ask: () => Promise<T>, whenUnknown?: T): WritableHostValue<T> {
  const listeners = createListeners<undefined>();
  let value: T | undefined;
  let error: Error | undefined;
  let isAsked = false;
  let questions = 0;
  const set = (next: T | undefined, cause?: Error) => {
    value = next;
    error = cause;
    listeners.emit(undefined);
  };
  const load = () => {
    const question = (questions += 1);
    isAsked = true;
    const isLatest = () => question === questions;
    ask().then(
      (answer) => isLatest() && set(answer),
      (cause: Error) => {
        if (!isLatest() || value !== undefined) return;
        // The next hook that wants it asks again: the host may only have been away.
        isAsked = false;
        set(whenUnknown, whenUnknown === undefined ? cause : undefined);
      },
    );
  };
  return {
    get: () => value,
    getError: () => error,
    subscribe(listener) {
      if (!isAsked) load();
      return listeners.subscribe(listener);
    },
    set(next) {
      questions += 1;
      isAsked = true;
      set(next);
    },
    refresh: () => (isAsked || error !== undefined) && load(),
  };
}
