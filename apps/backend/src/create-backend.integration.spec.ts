import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type TestPostgres } from '@fleet-watch/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { createBackend, type Backend } from './create-backend.ts';
import { createLogger } from './logger.ts';

let dataDir = '';
let postgres: TestPostgres;
let backend: Backend;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-backend-'));
  postgres = await startPostgres();
  const env = { PORT: '0', DATA_DIR: dataDir, DATABASE_URL: await postgres.createDatabase() };
  backend = await createBackend(parseConfig(env), createLogger('silent'));
});
afterAll(async () => {
  await backend.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('while PostgreSQL is away, measurements are told but those that it counts', async () => {
  const jobs = /^fleet_watch_jobs\{job="sync-fleet",state="waiting"\} 0$/m;
  expect(await (await fetch(`${backend.url}/metrics`)).text()).toMatch(jobs);
  await postgres.kill();
  const away = await fetch(`${backend.url}/metrics`);
  expect(away.status).toBe(200);
  const text = await away.text();
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).not.toMatch(jobs);
  await postgres.start();
});

test('readiness names each thing that work needs, and what lives in PostgreSQL is away with it', async () => {
  const readiness = async () => {
    const response = await fetch(`${backend.url}/readyz`);
    return [response.status, await response.json()];
  };
  const checks = { database: true, queue: true, migrations: true };
  expect(await readiness()).toEqual([200, { status: 'ready', checks }]);
  await postgres.kill();
  const away = { ...checks, database: false, queue: false };
  expect(await readiness()).toEqual([503, { status: 'not_ready', checks: away }]);
  await postgres.start();
  expect(await readiness()).toEqual([200, { status: 'ready', checks }]);
});
