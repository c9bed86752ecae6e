import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

const counts = [{ name: 'sync-fleet', waiting: 3, running: 1, dead: 0 }];

test('measurements are told also while nobody can count the jobs, of which nothing is told then', async () => {
  const { registry, watchJobs } = createMetrics();
  let isAway = false;
  watchJobs(async () => {
    if (isAway) throw new Error('connect ECONNREFUSED');
    return counts;
  });
  expect(await registry.metrics()).toContain('fleet_watch_jobs{job="sync-fleet",state="waiting"} 3');
  isAway = true;
  const text = await registry.metrics();
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).not.toMatch(/^fleet_watch_jobs\b/m);
  isAway = false;
  expect(await registry.metrics()).toContain('fleet_watch_jobs{job="sync-fleet",state="waiting"} 3');
});

test('a path that is written in other letters, or with a slash at its end, makes no label of its own', async () => {
  const { registry, requests } = createMetrics();
  const app = express()
    .use(requests)
    .use(
      '/appinstall',
      express.Router().get('/', (_request, response) => void response.end()),
    );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const path of ['appinstall', 'AppInstall', 'APPINSTALL', 'appinstall/'])
    await (await fetch(`http://127.0.0.1:${port}/${path}`)).text();
  server.close();
  const routes = [...(await registry.metrics()).matchAll(/duration_seconds_count\{.*route="([^"]*)"/g)];
  expect(routes.map(([, route]) => route)).toEqual(['/appinstall']);
});
