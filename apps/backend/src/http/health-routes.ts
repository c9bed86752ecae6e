import type { Logger } from '@fleet-watch/iris-app-backend';
import { Router } from 'express';
import type { Registry } from 'prom-client';
import { openApiDocument } from './openapi.ts';
import { refuseOtherMethods } from './refuse-other-methods.ts';

type Checks = Readonly<Record<string, () => Promise<void>>>;

export type HealthRoutesDependencies = {
  /** What must be there before this process takes work, by name; each rejects while it is not. */
  readonly readiness: Checks;
  readonly metrics: Registry;
  /** Is told when a check begins to fail, and why, and when it passes again. */
  readonly logger: Pick<Logger, 'info' | 'warn'>;
};

/**
 * Makes what does all checks at once. A probe comes every few seconds, so the log has changes only; a check that has never
 * passed is a start that goes on.
 */
const createCheckAll = (checks: Checks, logger: HealthRoutesDependencies['logger']) => {
  const passing = new Map<string, boolean>();

  const note = (check: string, outcome: PromiseSettledResult<void>): void => {
    const before = passing.get(check);
    const passes = outcome.status === 'fulfilled';
    passing.set(check, passes);
    if (passes && before === false) logger.info({ check }, 'a readiness check passes');
    if (passes || before === false) return;
    const fields = { check, err: outcome.reason as unknown };
    if (before === undefined) logger.info(fields, 'a readiness check does not pass yet');
    else logger.warn(fields, 'a readiness check fails');
  };

  return async (): Promise<Readonly<Record<string, boolean>>> => {
    const outcomes = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const [outcome] = await Promise.allSettled([check()]);
        note(name, outcome);
        return [name, outcome.status === 'fulfilled'] as const;
      }),
    );
    return Object.fromEntries(outcomes);
  };
};

/** For operators and orchestrators: is the process alive, can it take work, how is it doing, what does it serve. */
export const createHealthRoutes = ({ readiness, metrics, logger }: HealthRoutesDependencies): Router => {
  const routes = Router();
  const checkAll = createCheckAll(readiness, logger);

  routes.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });

  routes.get('/readyz', async (_request, response) => {
    const checks = await checkAll();
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
