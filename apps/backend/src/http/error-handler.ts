import { errorStatus, type ErrorCode } from '@fleet-watch/contracts';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { isUnanswered } from '../is-unanswered.ts';
import { ApiError, toErrorBody } from './api-error.ts';

/** What body parsers and routers of Express throw: an HTTP status and a word for what went wrong. */
type HttpFault = { readonly status: number; readonly type?: string };

const isHttpFault = (fault: unknown): fault is HttpFault =>
  fault instanceof Error && 'status' in fault && typeof fault.status === 'number' && fault.status < 500;

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

const toApiError = (fault: HttpFault): ApiError => {
  const code = fault.type === 'entity.parse.failed' ? 'malformed_json' : codeOfStatus[fault.status];
  if (code === 'malformed_json') return new ApiError(code, 'The body is not JSON.');
  if (code !== undefined) return new ApiError(code, `The body can't be taken: ${code.replaceAll('_', ' ')}.`);
  return new ApiError('constraint_violation', 'The request can’t be read.', {
    violations: [{ field: '', message: fault.type ?? 'malformed' }],
  });
};

/** PostgreSQL or the way to it is gone: classes 08 (connection), 53 (resources) and 57P (shutdown), or the socket. */
const isStoreFault = (fault: unknown): boolean => {
  if (!(fault instanceof Error)) return false;
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : '';
  return (
    /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/.test(code) || isUnanswered(fault)
  );
};

/**
 * How to come with another token. Whoever sent none is told the scheme only.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
const challenges: Partial<Record<ErrorCode, string>> = {
  token_missing: 'Bearer realm="Fleet Watch"',
  token_invalid: 'Bearer realm="Fleet Watch", error="invalid_token"',
  token_expired:
    'Bearer realm="Fleet Watch", error="invalid_token", error_description="The token has expired"',
};

/** Nobody knows when a database is back. */
const unavailableSeconds = 5;

const answer = (response: Response, error: ApiError): void => {
  const status = errorStatus[error.code];
  const retryAfterSeconds = error.retryAfterSeconds ?? (status === 503 ? unavailableSeconds : undefined);
  if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', `${retryAfterSeconds}`);
  if (error.allowedMethods !== undefined) response.setHeader('Allow', error.allowedMethods.join(', '));
  const challenge = challenges[error.code];
  if (challenge !== undefined) response.setHeader('WWW-Authenticate', challenge);
  response.status(status).json(toErrorBody(error));
};

/** The last handler: nothing else matched. */
export const notFound: RequestHandler = (request) => {
  throw new ApiError('not_found', `There is no ${request.method} ${request.path}.`);
};

/**
 * The one place where an error becomes an answer. Errors of the contract say what they are; a database that is
 * away is a 503; everything else is a 500 with the request's id and nothing else, and a log line with all of it.
 */
// eslint-disable-next-line max-params -- Express knows a handler of errors by its four parameters.
export const handleError: ErrorRequestHandler = (fault: unknown, request, response, next) => {
  if (response.headersSent) {
    // The answer is cut off: nobody but the log can be told why.
    request.log.error({ err: fault }, 'request failed half-way');
    next(fault);
    return;
  }
  if (fault instanceof ApiError) {
    answer(response, fault);
    return;
  }
  if (isHttpFault(fault)) {
    answer(response, toApiError(fault));
    return;
  }
  request.log.error({ err: fault }, 'request failed');
  if (isStoreFault(fault)) {
    answer(response, new ApiError('store_unavailable', 'The database can’t be reached. Try again soon.'));
    return;
  }
  response.status(errorStatus.internal_error).json({
    status: errorStatus.internal_error,
    code: 'internal_error',
    message: 'Something went wrong on our side.',
    requestId: request.id,
  });
};
