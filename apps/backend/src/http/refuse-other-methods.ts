import type { RequestHandler } from 'express';
import { ApiError } from './api-error.ts';
import { openApiDocument } from './openapi.ts';

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i');

/** Express answers a HEAD as a GET without its body. */
const toMethods = (operations: object): readonly string[] =>
  Object.keys(operations).flatMap((name) => (name === 'get' ? ['GET', 'HEAD'] : [name.toUpperCase()]));

const known = Object.entries(openApiDocument.paths).map(([path, operations]) => ({
  pattern: toPattern(path),
  methods: toMethods(operations),
}));

/** Comes after the routes: a path that is known, but not with this method, is 405, with those it is known with. */
export const refuseOtherMethods: RequestHandler = (request, _response, next) => {
  const path = `${request.baseUrl}${request.path}`;
  const methods = known.find(({ pattern }) => pattern.test(path))?.methods;
  if (methods !== undefined && !methods.includes(request.method))
    throw new ApiError('method_not_allowed', `There is no ${request.method} ${path}.`, {
      allowedMethods: methods,
    });
  next();
};
