import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { JobCounts } from '@fleet-watch/iris-app-backend';
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How a run of a sync ended; `RETRIED` is one that is tried again. */
export type SyncOutcome = 'SUCCEEDED' | 'FAILED' | 'RETRIED';

/** The process's measurements, and where each part reports to. No label names an account: there are too many. */
export type Metrics = {
  readonly registry: Registry;
  readonly syncEnded: (outcome: SyncOutcome, seconds: number) => void;
  /** Measures every request by method, route and status. */
  readonly requests: RequestHandler;
  /** Counts the requests to an authorization server; what it returns ends that. */
  readonly watchTokenRequests: (authUrl: string) => () => void;
  /** Asks for the queue's depth whenever the measurements are read; nothing is told of it while that fails. */
  readonly watchJobs: (count: () => Promise<readonly JobCounts[]>) => void;
};

const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1000;

/**
 * A route as it was declared: neither ids in paths, nor letters in capitals or a slash at the end, which Express takes
 * too, make a label.
 */
const toRoute = (request: Parameters<RequestHandler>[0]): string => {
  const route: unknown = request.route;
  const hasPath = typeof route === 'object' && route !== null && 'path' in route;
  const base = request.baseUrl.toLowerCase();
  const declared = hasPath ? `${base}${String(route.path)}` : base || 'none';
  return declared === '/' ? declared : declared.replace(/\/$/, '');
};

const createRequests = (registry: Registry): RequestHandler => {
  const durations = new Histogram({
    name: 'fleet_watch_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once('finish', () => {
      const labels = { method: request.method, route: toRoute(request), status: response.statusCode };
      durations.observe(labels, secondsSince(startedMs));
    });
    next();
  };
};

type HttpEvent = { readonly request: ClientRequest; readonly response?: IncomingMessage };

const tokenPaths = new Set(['/apptoken', '/token', '/token/v2']);
const [answered, failed] = ['http.client.response.finish', 'http.client.request.error'];

/** @see https://nodejs.org/api/diagnostics_channel.html#http */
const watchTokenRequestsIn = (registry: Registry, authUrl: string): (() => void) => {
  const requests = new Counter({
    name: 'fleet_watch_token_requests_total',
    help: 'Requests for tokens, by HTTP status; error where no answer came',
    labelNames: ['status'],
    registers: [registry],
  });
  const { protocol, host } = new URL(authUrl);
  const count = (message: unknown): void => {
    const { request, response } = message as HttpEvent;
    const isOurs = request.protocol === protocol && request.getHeader('host') === host;
    if (isOurs && tokenPaths.has(request.path)) requests.inc({ status: response?.statusCode ?? 'error' });
  };
  subscribe(answered, count);
  subscribe(failed, count);
  return () => {
    unsubscribe(answered, count);
    unsubscribe(failed, count);
  };
};

const watchJobsIn = (registry: Registry, count: () => Promise<readonly JobCounts[]>): void => {
  const gauge = new Gauge({
    name: 'fleet_watch_jobs',
    help: 'Jobs by kind that wait, run, or are dead, in all processes together',
    labelNames: ['job', 'state'],
    registers: [registry],
    collect: async () => {
      // Without the database nobody knows. Measurements of the process are told all the same, now more than ever.
      const counts = await count().catch(() => []);
      gauge.reset();
      for (const { name, waiting, running, dead } of counts) {
        for (const [state, value] of Object.entries({ waiting, running, dead }))
          gauge.set({ job: name, state }, value);
      }
    },
  });
};

/** Makes the process's measurements: Node's own and Fleet Watch's. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const syncs = new Histogram({
    name: 'fleet_watch_sync_duration_seconds',
    help: 'Runs of syncs in this process, by how they ended; _count is how many',
    labelNames: ['outcome'],
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    registers: [registry],
  });
  return {
    registry,
    syncEnded: (outcome, seconds) => syncs.observe({ outcome }, seconds),
    requests: createRequests(registry),
    watchTokenRequests: (authUrl) => watchTokenRequestsIn(registry, authUrl),
    watchJobs: (count) => watchJobsIn(registry, count),
  };
};
