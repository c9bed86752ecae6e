import { randomUUID } from 'node:crypto';
import express, { Router, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { createAccountRoutes, type AccountRoutesDependencies } from './account-routes.ts';
import { ApiError } from './api-error.ts';
import { allowOrigins } from './cors.ts';
import { handleError, notFound } from './error-handler.ts';
import { createFleetRoutes, type FleetRoutesDependencies } from './fleet-routes.ts';
import { createHealthRoutes, type HealthRoutesDependencies } from './health-routes.ts';
import { refuseOtherMethods } from './refuse-other-methods.ts';
import { requireJson } from './require-json.ts';
import { createSettingsRoutes, type SettingsRoutesDependencies } from './settings-routes.ts';
import { createSyncRoutes, type SyncRoutesDependencies } from './sync-routes.ts';
import { createWebhookRoutes, type WebhookRoutesDependencies } from './webhook-routes.ts';

/** What the role `web` needs; each route takes its own part. */
export type WebDependencies = AccountRoutesDependencies &
  FleetRoutesDependencies &
  SettingsRoutesDependencies &
  SyncRoutesDependencies &
  WebhookRoutesDependencies & {
    readonly extensionOrigins: readonly string[];
    /** Answers `POST /appinstall`, reading the body itself: identity is checked before anything is parsed. */
    readonly installCallback: RequestHandler;
    /** Puts the caller's account on the request, or answers 401, 403 or 503. */
    readonly requireAccount: RequestHandler;
  };

/** What the HTTP side needs; a process without the role `web` answers for its health only. */
export type AppDependencies = {
  readonly logger: Logger;
  /** Measures every request. */
  readonly requests: RequestHandler;
  readonly health: Omit<HealthRoutesDependencies, 'logger'>;
  readonly web: WebDependencies | undefined;
};

/** Ids are logged; headers and bodies carry secrets and are not. */
const logRequests = (logger: Logger): RequestHandler =>
  pinoHttp({
    logger,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'warn' : 'debug'),
  });

const noContent = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
});

/** @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
const requireHost: RequestHandler = (request, _response, next) => {
  if (request.httpVersion === '1.1' && request.headers.host === undefined)
    throw new ApiError('constraint_violation', 'The request can’t be read.', {
      violations: [{ field: 'Host', message: 'is missing' }],
    });
  next();
};

/** What is an account's own stays on no disk but the database's. */
const keepNowhere: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

const createApi = (web: WebDependencies): Router => {
  const api = Router();
  api.use(keepNowhere);
  api.use(allowOrigins(web.extensionOrigins));
  api.use(web.requireAccount);
  // Before the routes: a router of Express answers OPTIONS by itself, with its methods as a page of text.
  api.options('/{*path}', refuseOtherMethods);
  api.use(requireJson);
  // Whatever is JSON is read, null and numbers too: it is the schemas that say what a body must be.
  api.use(express.json({ limit: '64kb', strict: false }));
  api.use(createAccountRoutes(web));
  api.use(createFleetRoutes(web));
  api.use(createSettingsRoutes(web));
  api.use(createSyncRoutes(web));
  api.use(createWebhookRoutes(web));
  api.use(refuseOtherMethods);
  return api;
};

/** Wires every route of the contract. Nothing listens yet. */
export const createApp = ({ logger, requests, health, web }: AppDependencies): Express => {
  const app = express();
  app.disable('x-powered-by');
  // Nobody keeps an answer that it could be compared with; where a tag guards a change, the route makes it.
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(logRequests(logger));
  app.use(requests);
  app.use(noContent);
  app.use(requireHost);
  app.use(createHealthRoutes({ ...health, logger }));
  if (web !== undefined) {
    app.use('/appinstall', web.installCallback);
    app.use('/api/v1', createApi(web));
  }
  app.use(notFound);
  app.use(handleError);
  return app;
};
