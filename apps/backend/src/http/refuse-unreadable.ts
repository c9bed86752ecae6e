import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { errorStatus } from '@fleet-watch/contracts';
import { ApiError, toErrorBody } from './api-error.ts';

/** @see https://nodejs.org/api/http.html#event-clienterror */
type ClientFault = Error & { readonly code?: string };

const timeout = 'ERR_HTTP_REQUEST_TIMEOUT';

/** What a client is told. */
const toApiError = ({ code, message }: ClientFault): ApiError => {
  if (code === timeout)
    return new ApiError('request_timeout', 'The request did not come to its end in time.');
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ApiError('headers_too_large', 'The headers are longer than 16 KiB.');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new ApiError(
      'payload_too_large',
      'The body can’t be taken: its chunks have too much around them.',
    );
  return new ApiError('constraint_violation', 'The request can’t be read.', {
    violations: [{ field: '', message }],
  });
};

const toAnswer = (error: ApiError): string => {
  const status = errorStatus[error.code];
  const body = JSON.stringify(toErrorBody(error));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `X-Request-Id: ${randomUUID()}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
};

/**
 * Whether an answer would be taken for that to another request: in the midst of one, behind one that came before the
 * end of its request, or where nothing was asked. A browser opens connections ahead, and would find there what it takes
 * for the answer to the request that it sends at last.
 */
const isAmiss = ({ code }: ClientFault, socket: Duplex, latest: ServerResponse | undefined): boolean => {
  if (latest === undefined) return code === timeout && socket instanceof Socket && socket.bytesRead === 0;
  return latest.headersSent && !(latest.writableFinished && latest.req.complete);
};

/**
 * Answers what Node can't read as HTTP, and so hands to no route, as every other error is answered. Node's own answer
 * has neither body nor request id.
 */
export const refuseUnreadable = (server: Server): void => {
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => latest.set(socket, response));
  server.on('clientError', (fault: ClientFault, socket) => {
    if (socket.writable && !isAmiss(fault, socket, latest.get(socket)))
      socket.write(toAnswer(toApiError(fault)));
    socket.destroy();
  });
};
