import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorStatus } from '@fleet-watch/contracts';
import { ApiError, toErrorBody } from './api-error.ts';

/** @see https://nodejs.org/api/http.html#event-clienterror */
type ClientFault = Error & { readonly code?: string };

/**
 * What a client is told; nothing when its request did not come to an end in time: a browser opens connections ahead,
 * and would take what it finds there for the answer to the request that it sends at last.
 */
const toApiError = ({ code, message }: ClientFault): ApiError | undefined => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return undefined;
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
 * Answers what Node can't read as HTTP, and so hands to no route, as every other error is answered. Node's own answer
 * has neither body nor request id.
 */
export const refuseUnreadable = (server: Server): void => {
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => latest.set(socket, response));
  server.on('clientError', (fault: ClientFault, socket) => {
    const current = latest.get(socket);
    // In the midst of an answer, another one would be read as a part of it.
    const isAnswering = current !== undefined && current.headersSent && !current.writableFinished;
    const error = toApiError(fault);
    if (socket.writable && !isAnswering && error !== undefined) socket.write(toAnswer(error));
    socket.destroy();
  });
};
