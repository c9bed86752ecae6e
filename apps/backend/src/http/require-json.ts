import type { RequestHandler } from 'express';
import { ApiError } from './api-error.ts';

/** Refuses a body that is not said to be JSON: nobody would read it, and the call would be done as if there were none. */
export const requireJson: RequestHandler = (request, _response, next) => {
  const isEmpty = request.headers['content-length'] === '0';
  if (!isEmpty && request.is('application/json') === false)
    throw new ApiError('unsupported_media_type', 'Send the body as application/json.');
  next();
};
