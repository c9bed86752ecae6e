import type { RequestHandler } from 'express';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen, type Listening } from '../listen.ts';
import { createApp, type WebDependencies } from './create-app.ts';

const letThrough: RequestHandler = (_request, _response, next) => next();

let server: Listening;
beforeAll(async () => {
  // Nothing that is asked for here comes as far as a database.
  const web = { extensionOrigins: [], installCallback: letThrough, requireAccount: letThrough };
  const app = createApp({
    logger: pino({ level: 'silent' }),
    requests: letThrough,
    health: { readiness: {}, metrics: new Registry() },
    web: web as unknown as WebDependencies,
  });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

test.each([
  { method: 'DELETE', path: '/api/v1/settings', allowed: 'GET, HEAD, PUT' },
  { method: 'OPTIONS', path: '/api/v1/settings', allowed: 'GET, HEAD, PUT' },
  { method: 'OPTIONS', path: '/api/v1/fleet/assets/a-1', allowed: 'GET, HEAD' },
  { method: 'OPTIONS', path: '/healthz', allowed: 'GET, HEAD' },
])(
  '$method of $path is refused as every method that a path does not have',
  async ({ method, path, allowed }) => {
    const answer = await fetch(`${server.url}${path}`, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
    expect(await answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed' });
  },
);

test('a path that nobody knows is 404 with OPTIONS too', async () => {
  const answer = await fetch(`${server.url}/api/v1/nothing`, { method: 'OPTIONS' });
  expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found' });
});
