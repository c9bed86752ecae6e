import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { createHealthRoutes } from './health-routes.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** Health of a process whose database is there or fails with what a test says. */
const serve = async () => {
  const told: unknown[] = [];
  let fault: Error | undefined;
  const tell = (level: string) => (fields: object, text: string) => void told.push([level, fields, text]);
  const routes = createHealthRoutes({
    readiness: {
      database: async () => {
        if (fault !== undefined) throw fault;
      },
      queue: async () => {},
    },
    metrics: new Registry(),
    logger: { info: tell('info'), warn: tell('warn') },
  });
  const server = createServer(express().use(routes)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const ready = async () =>
    (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`)).status;
  return { told, ready, fail: (cause: Error | undefined) => (fault = cause) };
};

test('a check that passes from the start is not told of', async () => {
  const { told, ready } = await serve();
  expect([await ready(), await ready()]).toEqual([200, 200]);
  expect(told).toEqual([]);
});

test('why a check fails is told once, and once that it passes again', async () => {
  const { told, ready, fail } = await serve();
  const err = new Error('connect ECONNREFUSED');
  await ready();
  fail(err);
  expect([await ready(), await ready()]).toEqual([503, 503]);
  expect(told).toEqual([['warn', { check: 'database', err }, 'a readiness check fails']]);
  fail(undefined);
  expect([await ready(), await ready()]).toEqual([200, 200]);
  expect(told.slice(1)).toEqual([['info', { check: 'database' }, 'a readiness check passes']]);
});

test('a check that does not pass yet warns nobody', async () => {
  const { told, ready, fail } = await serve();
  const err = new Error('the job queue is starting');
  fail(err);
  expect([await ready(), await ready()]).toEqual([503, 503]);
  expect(told).toEqual([['info', { check: 'database', err }, 'a readiness check does not pass yet']]);
});

test('two probes at a time tell of a failing check once', async () => {
  const { told, ready, fail } = await serve();
  fail(new Error('connect ECONNREFUSED'));
  expect(await Promise.all([ready(), ready()])).toEqual([503, 503]);
  expect(told).toHaveLength(1);
});
