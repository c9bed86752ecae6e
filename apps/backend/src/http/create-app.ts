import { randomUUID } from 'node:crypto';
import type { Express, RequestHandler } from 'express';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { createAccountRoutes, type AccountRoutesDependencies } from './account-routes.ts';
import { allowOrigins } from './cors.ts';
import { handleError, notFound } from './error-handler.ts';
import { createFleetRoutes, type FleetRoutesDependencies } from './fleet-routes.ts';
import { createHealthRoutes, type HealthRoutesDependencies } from './health-routes.ts';
import { createSettingsRoutes } from './settings-routes.ts';
import { createSyncRoutes, type SyncRoutesDependencies } from './sync-routes.ts';

/** What the HTTP side needs; each route takes its own part. */
export type AppDependencies = AccountRoutesDependencies &
  FleetRoutesDependencies &
  HealthRoutesDependencies &
  SyncRoutesDependencies & {
    readonly logger: Logger;
    readonly extensionOrigins: readonly string[];
    /** Answers `POST /appinstall`, reading the body itself: identity is checked before anything is parsed. */
    readonly installCallback: RequestHandler;
    /** Puts the caller's account on the request, or answers 401, 403 or 503. */
    readonly requireAccount: RequestHandler;
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

/** Wires every route of the contract. Nothing listens yet. */
export const createApp = (dependencies: AppDependencies): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(logRequests(dependencies.logger));
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
        useDefaults: false,
      },
    }),
  );
  app.use(createHealthRoutes(dependencies));
  app.use('/appinstall', dependencies.installCallback);

  const api = express.Router();
  api.use(allowOrigins(dependencies.extensionOrigins));
  api.use(dependencies.requireAccount);
  api.use(express.json({ limit: '64kb', strict: true }));
  api.use(createAccountRoutes(dependencies));
  api.use(createFleetRoutes(dependencies));
  api.use(createSettingsRoutes(dependencies));
  api.use(createSyncRoutes(dependencies));
  app.use('/api/v1', api);

  app.use(notFound);
  app.use(handleError);
  return app;
};
