import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hasCode } from './has-code.ts';
import { refuseUnreadable } from './http/refuse-unreadable.ts';
import { toStartError } from './start-error.ts';

export type Listening = {
  readonly url: string;
  /** Takes no new request, lets those under way end for `timeoutMs`, then cuts them. */
  readonly close: (timeoutMs?: number) => Promise<void>;
};

/** Another process listens there. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly code = 'port_taken';

  constructor(host: string, port: number, options?: ErrorOptions) {
    super(`Port ${port} on ${host} is in use; stop what listens there, or set PORT to another one.`, options);
  }
}

const toUrl = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;

/**
 * How long a connection may rest. Longer than load balancers let one rest (60 s): a connection that is closed here as
 * the balancer sends an install on it loses that install, for a POST is not sent twice.
 */
const keepAliveMs = 75_000;

const closeServer = async (server: Server, timeoutMs: number): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearTimeout(cut);
};

/**
 * Listens; port 0 takes a free one.
 *
 * @throws PortTakenError when another process listens there, StartError when nobody can
 */
export const listen = async (
  handle: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> => {
  // The app refuses a request without a host: Node's answer has neither body nor request id, nor has that to an
  // expectation that it does not know, which a server may as well let be (RFC 9110, 10.1.1).
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: keepAliveMs }, handle);
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  refuseUnreadable(server);
  server.listen(port, host);
  await once(server, 'listening').catch((cause: unknown) => {
    throw hasCode(cause, 'EADDRINUSE')
      ? new PortTakenError(host, port, { cause })
      : toStartError(`HOST, PORT: nothing can listen on ${host}, ${port}`, cause);
  });
  return {
    url: toUrl(server.address() as AddressInfo),
    close: (timeoutMs = 5000) => closeServer(server, timeoutMs),
  };
};

/**
 * Makes sure that nobody else listens there, without taking it. Port 0 is always free.
 *
 * @throws PortTakenError when another process listens there
 */
export const assertPortFree = async (where: {
  readonly host: string;
  readonly port: number;
}): Promise<void> => {
  const probe = await listen(() => undefined, where);
  await probe.close(0);
};
