import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listening server and how to end it. */
export type Listening = {
  readonly origin: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

/**
 * Opens a listener; resolves when it listens.
 *
 * @throws Error that names the port and the cure when it is taken
 */
export const startServer = async (
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  { port, host, option }: { readonly port: number; readonly host: string; readonly option: string },
): Promise<Listening> => {
  const server = createServer({ keepAliveTimeout: 30_000 }, handle);
  await listen(server, port, host).catch((cause: unknown) => {
    const isBusy = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    throw isBusy
      ? new Error(
          `Port ${port} of ${host} is taken. Stop what uses it, or choose another port (${option}).`,
          {
            cause,
          },
        )
      : cause;
  });
  const address = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      // Event streams and kept-alive connections would hold it open for ever.
      server.closeAllConnections();
    });
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return { origin: `http://${name}:${address.port}`, port: address.port, close };
};

const bodyAtMostBytes = 8 * 1024 * 1024;

/** The request's body as text; undefined when it is larger than 8 MiB. */
export const readBody = (request: IncomingMessage): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyAtMostBytes) chunks.push(chunk);
    });
    request.on('end', () => resolve(size > bodyAtMostBytes ? undefined : Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
