import { HostConnectionError } from './host-connection-error.ts';
import { createHostLink, type HostLink } from './host-link.ts';
import {
  isRepeatable,
  parseHostReply,
  type ExtensionMethods,
  type HostMethodArgs,
  type HostMethodName,
  type HostMethodReply,
} from './host-methods.ts';
import { createListeners } from './listeners.ts';

/** What the host tells a mounted extension. */
export type HostEvent = { readonly type: 'context' } | { readonly type: 'route'; readonly route: string };

/** The way from an extension to Manager. It connects at the first call and again when the connection got lost. */
export interface HostConnection {
  /** Calls a host method and parses its answer. @throws HostConnectionError */
  call<Name extends HostMethodName>(
    name: Name,
    ...args: HostMethodArgs<Name>
  ): Promise<HostMethodReply<Name>>;
  /** Listens to the host; answers a function that stops listening. */
  subscribe(listener: (event: HostEvent) => void): () => void;
  /** Closes for good; later calls fail with `host_connection_closed`. */
  close(): void;
}

/** Every member is optional; the defaults suit an extension in Manager. */
export interface HostConnectionOptions {
  /** Origin of the embedding page. Default `*`, as penpal's own; the frame's `frame-ancestors` says who may embed. */
  readonly parentOrigin?: string;
  /**
   * How long each handshake may take, in ms. A SYN that came before the host listened is lost, so it is repeated.
   * Default five tries: 500, 1,000, 2,000, 4,000 and 8,000.
   */
  readonly connectTimeoutsMs?: readonly number[];
  /** How long a call may take, in ms. Default 10,000. */
  readonly callTimeoutMs?: number;
}

const defaultCallTimeoutMs = 10_000;

/**
 * Connects an extension with the page that embeds it, over the wire protocol of penpal 6.2, which Trackunit's
 * runtime uses (`penpal ^6.2.2` in public lock files). Nothing is sent before the first call.
 *
 * @returns a connection that repeats a lost handshake, times calls out, and repeats a timed-out call once on a new
 *   connection where the method may be repeated.
 * @see https://github.com/Aaronius/penpal/tree/v6.2.2
 */
export function createHostConnection(options: HostConnectionOptions = {}): HostConnection {
  const { callTimeoutMs = defaultCallTimeoutMs } = options;
  const listeners = createListeners<HostEvent>();
  const methods: ExtensionMethods = {
    onContextChanged: () => listeners.emit({ type: 'context' }),
    onRouteChanged: (route) => listeners.emit({ type: 'route', route: String(route) }),
  };
  let link: HostLink | undefined;
  let closed = false;
  const closedError = () => new HostConnectionError('host_connection_closed', 'the extension was unmounted');

  const drop = (used: HostLink, reason: HostConnectionError) => {
    used.destroy(reason);
    // Another call may have opened a new one meanwhile; that one stays.
    if (link === used) link = undefined;
  };
  const openLink = (): HostLink => {
    if (link) return link;
    const opened = createHostLink(options, methods);
    link = opened;
    opened.remote.catch((error: HostConnectionError) => drop(opened, error));
    return opened;
  };
  const callOnce = async (name: HostMethodName, args: readonly unknown[]): Promise<unknown> => {
    if (closed) throw closedError();
    const used = openLink();
    try {
      return await used.call(name, args, callTimeoutMs);
    } catch (error) {
      if (isLostAnswer(error)) drop(used, error);
      throw error;
    }
  };

  return {
    async call(name, ...args) {
      try {
        return parseHostReply(name, await callOnce(name, args));
      } catch (error) {
        if (!isLostAnswer(error) || !isRepeatable(name)) throw error;
        return parseHostReply(name, await callOnce(name, args));
      }
    },
    subscribe: listeners.subscribe,
    close() {
      closed = true;
      listeners.clear();
      if (link) drop(link, closedError());
    },
  };
}

const isLostAnswer = (error: unknown): error is HostConnectionError =>
  error instanceof HostConnectionError && error.code === 'host_call_timed_out';
