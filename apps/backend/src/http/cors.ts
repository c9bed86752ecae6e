import type { RequestHandler } from 'express';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** An origin of the settings as a test; a `*` stands for one label, never for more. */
const toOriginTest = (origin: string): RegExp =>
  new RegExp(`^${origin.split('*').map(escape).join('[a-z0-9-]+')}$`, 'i');

/**
 * Lets pages of the named origins call, and read what they need of an answer. No cookies are involved, so no
 * credentials are allowed.
 */
export const allowOrigins = (origins: readonly string[]): RequestHandler => {
  const tests = origins.map(toOriginTest);
  return (request, response, next) => {
    response.vary('Origin');
    const { origin } = request.headers;
    if (origin === undefined || !tests.some((test) => test.test(origin))) {
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader(
      'Access-Control-Expose-Headers',
      'X-Request-Id, Retry-After, Content-Disposition, ETag',
    );
    if (request.method !== 'OPTIONS') {
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Methods', 'GET, PUT, POST');
    response.setHeader(
      'Access-Control-Allow-Headers',
      'Authorization, Content-Type, If-Match, If-None-Match',
    );
    response.setHeader('Access-Control-Max-Age', '7200');
    response.status(204).end();
  };
};
