import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './server.ts';
import { toFailure, type Reply } from './reply.ts';

/** A request's address, taken apart without building a URL. */
export const splitTarget = (request: IncomingMessage): { readonly path: string; readonly query: string } => {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
};

/** Bodies are read where a method has one. */
export const readCallBody = async (request: IncomingMessage): Promise<string | undefined> =>
  request.method === 'GET' || request.method === 'HEAD' ? '' : readBody(request);

/** Writes an answer whole. */
export const sendReply = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Reply,
): void => {
  if (response.destroyed) return;
  const hasBody = request.method !== 'HEAD' && status !== 204;
  response.writeHead(
    status,
    status === 204 ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) },
  );
  response.end(hasBody ? body : undefined);
};

/** What a fault of the emulator itself answers; the reason is shown, since whoever reads it is a developer. */
export const toOwnFault = (error: unknown): Reply =>
  toFailure(500, 'emulator_fault', error instanceof Error ? (error.stack ?? error.message) : String(error));

const localHosts = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Whether a request names this machine; a page of the web that rebinds its name to 127.0.0.1 does not. */
export const isLocalHost = (request: IncomingMessage, host: string): boolean =>
  localHosts.test(request.headers.host ?? '') || (request.headers.host ?? '').startsWith(host);
