import { connectToParent } from 'penpal';
import { HostConnectionError } from './host-connection-error.ts';
import type { ExtensionMethods, HostMethodName } from './host-methods.ts';

type Remote = Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** How a handshake is made. */
export interface HostLinkOptions {
  readonly parentOrigin?: string;
  readonly connectTimeoutsMs?: readonly number[];
}

/** One handshake and what it led to. */
export interface HostLink {
  /** Settles when the handshake is over. */
  readonly remote: Promise<Remote>;
  /** Calls a method of the host. @throws HostConnectionError, also when the link is destroyed meanwhile */
  call(name: HostMethodName, args: readonly unknown[], timeoutMs: number): Promise<unknown>;
  destroy(reason: HostConnectionError): void;
}

const defaultConnectTimeoutsMs = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * Those who wait for something of a link. Penpal leaves its promises open when a connection is destroyed, so whoever
 * waits is told by us; and who got an answer leaves nothing behind, however long the link lives.
 */
const createWaiting = () => {
  const waiting = new Set<(reason: unknown) => void>();
  return {
    failAll: (reason: unknown) => waiting.forEach((fail) => fail(reason)),
    waitFor: <Value>(work: Promise<Value>, timer?: { readonly ms: number; readonly late: () => Error }) =>
      new Promise<Value>((resolve, reject) => {
        const timeout = timer && setTimeout(() => fail(timer.late()), timer.ms);
        const end = () => {
          clearTimeout(timeout);
          waiting.delete(fail);
        };
        const fail = (reason: unknown) => {
          end();
          reject(reason as Error);
        };
        waiting.add(fail);
        work.then((value) => {
          end();
          resolve(value);
        }, fail);
      }),
  };
};

/** Begins a handshake with the page that embeds this one. */
export function createHostLink(options: HostLinkOptions, methods: ExtensionMethods): HostLink {
  const { parentOrigin = '*', connectTimeoutsMs = defaultConnectTimeoutsMs } = options;
  const { waitFor, failAll } = createWaiting();
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
  const remote = waitFor(shakeHands());

  return {
    remote,
    async call(name, args, timeoutMs) {
      const method = (await remote)[name];
      if (!method) throw new HostConnectionError('host_method_missing', `this host offers no ${name}()`);
      const late = () =>
        new HostConnectionError('host_call_timed_out', `${name}() got no answer in ${timeoutMs} ms`);
      return waitFor(invoke(name, method, args), { ms: timeoutMs, late });
    },
    destroy(reason) {
      destroyed = true;
      destroyPenpal();
      failAll(reason);
    },
  };
}

/** Penpal rejects with a bare Error, and throws where the connection is gone; both become ours, without arguments. */
async function invoke(name: HostMethodName, method: Method, args: readonly unknown[]): Promise<unknown> {
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
