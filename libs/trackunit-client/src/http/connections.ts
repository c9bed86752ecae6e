import type { AgentOptions, ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpRequest } from './send.ts';

/** The limits of a connection; each request brings its own for the whole. */
export type ConnectionLimits = {
  /** Milliseconds to connect, TLS included; default 5,000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds from the request to the answer's headers, default 30,000. */
  readonly headersTimeoutMs?: number;
  /** Milliseconds between two pieces of a body, default 15,000. */
  readonly bodyTimeoutMs?: number;
  /** Connections per host, default 100. */
  readonly connections?: number;
};

/**
 * A connection that rests longer than this is given up: servers close theirs without a word, and a request that is
 * sent just then is lost. A server that names its own time in `Keep-Alive` is believed where that is shorter.
 */
const idleMs = 4_000;

/** Cuts an address without parsing it: parsing is a third of the work of sending a small request. */
const splitUrl = (url: string) => {
  const slash = url.indexOf('/', url.indexOf('://') + 3);
  return slash < 0 ? { origin: url, path: '/' } : { origin: url.slice(0, slash), path: url.slice(slash) };
};

/** What an origin's requests have in common. */
const toTarget = (origin: string, kept: AgentOptions) => {
  const { protocol, hostname, port } = new URL(origin);
  const isSecure = protocol === 'https:';
  // Not `import`: that reads every name a module has, `WebSocket` among them, and so loads 12 MB that nobody uses.
  const { Agent, request } = process.getBuiltinModule(isSecure ? 'node:https' : 'node:http');
  // An IPv6 address stands in brackets in a URL, and without them everywhere else.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { connect: request, agent: new Agent(kept), host, port: port || (isSecure ? 443 : 80) };
};

/** Connections that are kept between requests, as many as the limits allow. */
export const openConnections = (limits: ConnectionLimits) => {
  const { connectTimeoutMs = 5_000, headersTimeoutMs = 30_000, bodyTimeoutMs = 15_000 } = limits;
  const kept = { keepAlive: true, maxSockets: limits.connections ?? 100, timeout: idleMs };
  const targets = new Map<string, ReturnType<typeof toTarget>>();

  const findTarget = (origin: string) => {
    const known = targets.get(origin) ?? toTarget(origin, kept);
    targets.set(origin, known);
    return known;
  };

  /** Node has one time-out for a silent socket; what it is to be depends on what is waited for. */
  const limitSilence = (socket: Socket): void => {
    if (!socket.connecting) return;
    socket.setTimeout(connectTimeoutMs);
    const isSecure = 'encrypted' in socket;
    socket.once(isSecure ? 'secureConnect' : 'connect', () => socket.setTimeout(headersTimeoutMs));
  };

  return {
    bodyTimeoutMs,
    /** Begins a request, whose body is not yet sent. */
    begin: ({ url, method, headers }: HttpRequest): ClientRequest => {
      const { origin, path } = splitUrl(url);
      const { connect, ...target } = findTarget(origin);
      return connect({ ...target, path, method, headers, timeout: headersTimeoutMs }).once(
        'socket',
        limitSilence,
      );
    },
  };
};
