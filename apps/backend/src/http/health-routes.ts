import { Router } from 'express';
import type { Registry } from 'prom-client';
import { openApiDocument } from './openapi.ts';
import { refuseOtherMethods } from './refuse-other-methods.ts';

export type HealthRoutesDependencies = {
  /** What must be there before this process takes work, by name; each rejects while it is not. */
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
  readonly metrics: Registry;
};

const checkAll = async (checks: HealthRoutesDependencies['readiness']) => {
  const names = Object.keys(checks);
  const outcomes = await Promise.allSettled(Object.values(checks).map((check) => check()));
  return Object.fromEntries(names.map((name, index) => [name, outcomes[index]?.status === 'fulfilled']));
};

/** For operators and orchestrators: is the process alive, can it take work, how is it doing, what does it serve. */
export const createHealthRoutes = ({ readiness, metrics }: HealthRoutesDependencies): Router => {
  const routes = Router();

  routes.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });

  routes.get('/readyz', async (_request, response) => {
    const checks = await checkAll(readiness);
    const isReady = Object.values(checks).every(Boolean);
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not_ready', checks });
  });

  routes.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });

  routes.get('/openapi.json', (_request, response) => {
    response.json(openApiDocument);
  });

  routes.all(['/healthz', '/readyz', '/metrics', '/openapi.json'], refuseOtherMethods);

  return routes;
};
