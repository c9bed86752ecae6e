import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './server.ts';
import { toFailure, type Reply, type Transport } from './reply.ts';

/** A request's address, taken apart without building a URL. */
export type Target = { readonly path: string; readonly query: string };

/** See `Target`. */
export const splitTarget = (request: IncomingMessage): Target => {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
};

/** Bodies are read where a method has one. */
export const readCallBody = async (request: IncomingMessage): Promise<string | undefined> =>
  request.method === 'GET' || request.method === 'HEAD' ? '' : readBody(request);

const tickMs = 100;

const trickle = (response: ServerResponse, body: Buffer, bytesPerSecond: number): void => {
  const startedMs = performance.now();
  let at = 0;
  const timer = setInterval(() => {
    // By the time that went by and not by ticks: less than a byte a tick is a speed, too.
    const due = Math.floor((bytesPerSecond * (performance.now() - startedMs)) / 1000);
    if (due > at) response.write(body.subarray(at, due));
    at = Math.max(at, due);
    if (at < body.length) return;
    clearInterval(timer);
    response.end();
  }, tickMs);
  response.on('close', () => clearInterval(timer));
};

const sendSpoilt = (response: ServerResponse, reply: Reply, transport: Transport): void => {
  if (transport.kind === 'reset') return void response.destroy();
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'Content-Length': body.length });
  if (transport.kind === 'slow') return trickle(response, body, transport.bytesPerSecond);
  // The length promises more than comes, so that a client can tell a cut from an end.
  response.write(body.subarray(0, Math.min(transport.afterBytes, body.length - 1)), () => response.destroy());
};

/** Writes an answer, whole or as its transport says. */
export const sendReply = (request: IncomingMessage, response: ServerResponse, reply: Reply): void => {
  if (response.destroyed) return;
  if (reply.transport) return sendSpoilt(response, reply, reply.transport);
  const { status, headers } = reply;
  if (status === 204) {
    response.writeHead(status, headers).end();
    return;
  }
  // Made bytes once: measuring a text and then writing it would walk it twice.
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  response.writeHead(status, { ...headers, 'Content-Length': body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : body);
};

/** What a fault of the emulator itself answers; the reason is shown, since whoever reads it is a developer. */
export const toOwnFault = (error: unknown): Reply =>
  toFailure(500, 'emulator_fault', error instanceof Error ? (error.stack ?? error.message) : String(error));
