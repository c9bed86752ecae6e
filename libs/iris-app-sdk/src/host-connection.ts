import { connectToParent } from 'penpal';
import { HostConnectionError } from './host-connection-error.ts';
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
  /** How long each handshake may take, in ms. A SYN that came before the host listened is lost, so it is repeated. */
  readonly connectTimeoutsMs?: readonly number[];
  /** How long a call may take, in ms. Default 10,000. */
  readonly callTimeoutMs?: number;
}

type Remote = Record<string, (...args: readonly unknown[]) => Promise<unknown>>;

/** One handshake and what it led to. */
interface Link {
  readonly remote: Promise<Remote>;
  /** Rejects when the link is destroyed; penpal itself leaves its promises open then. */
  readonly gone: Promise<never>;
  destroy(reason: HostConnectionError): void;
}

const defaultConnectTimeoutsMs = [500, 1_000, 2_000, 4_000, 8_000];
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
  let link: Link | undefined;
  let closed = false;
  const closedError = () => new HostConnectionError('host_connection_closed', 'the extension was unmounted');

  const drop = (used: Link, reason: HostConnectionError) => {
    used.destroy(reason);
    // Another call may have opened a new one meanwhile; that one stays.
    if (link === used) link = undefined;
  };
  const openLink = (): Link => {
    if (link) return link;
    const opened = createLink(options, methods);
    link = opened;
    opened.remote.catch((error: HostConnectionError) => drop(opened, error));
    return opened;
  };
  const callOnce = async (name: HostMethodName, args: readonly unknown[]): Promise<unknown> => {
    if (closed) throw closedError();
    const used = openLink();
    const method = (await used.remote)[name];
    if (!method) throw new HostConnectionError('host_method_missing', `this host offers no ${name}()`);
    try {
      return await withTimeout(Promise.race([invoke(name, method, args), used.gone]), callTimeoutMs, name);
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

function createLink(options: HostConnectionOptions, methods: ExtensionMethods): Link {
  const { parentOrigin = '*', connectTimeoutsMs = defaultConnectTimeoutsMs } = options;
  const { promise: gone, reject: rejectGone } = Promise.withResolvers<never>();
  gone.catch(() => undefined);
  let destroyed = false;
  let destroyPenpal: () => void = () => undefined;

  const shakeHands = async (): Promise<Remote> => {
    if (window.parent === window) {
      throw new HostConnectionError('host_unreachable', 'this page is not embedded: open it inside Manager');
    }
    for (const timeout of connectTimeoutsMs) {
      if (destroyed) break;
      const connection = connectToParent<Remote>({ parentOrigin, timeout, methods: { ...methods } });
      destroyPenpal = () => connection.destroy();
      const remote = await connection.promise.catch(() => undefined);
      if (remote) return remote;
    }
    throw new HostConnectionError('host_unreachable', 'the embedding page did not answer the handshake');
  };
  return {
    remote: Promise.race([shakeHands(), gone]),
    gone,
    destroy(reason) {
      destroyed = true;
      destroyPenpal();
      rejectGone(reason);
    },
  };
}

/** Penpal rejects with a bare Error, and throws where the connection is gone; both become ours, without arguments. */
async function invoke(
  name: HostMethodName,
  method: (...args: readonly unknown[]) => Promise<unknown>,
  args: readonly unknown[],
): Promise<unknown> {
  try {
    return await method(...args);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ConnectionDestroyed';
    const reason = error instanceof Error ? error.message : 'no reason given';
    throw new HostConnectionError(
      gone ? 'host_call_timed_out' : 'host_call_failed',
      `the host refused ${name}(): ${reason}`,
    );
  }
}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number, name: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(new HostConnectionError('host_call_timed_out', `${name}() got no answer in ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const isLostAnswer = (error: unknown): error is HostConnectionError =>
  error instanceof HostConnectionError && error.code === 'host_call_timed_out';
