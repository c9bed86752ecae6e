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
