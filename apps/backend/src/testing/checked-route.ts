import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUserTokenVerifier } from '@fleet-watch/iris-app-backend';
import { createJwtVerifier, createKeySource } from '@fleet-watch/trackunit-client';
import express, { type RequestHandler } from 'express';
import { createRequireAccount } from '../http/require-account.ts';

/**
 * One small route in a process of its own, to measure what the check of users' tokens costs: started with `fork` and the
 * address of a key set it is behind the app's own check, without an address behind none. It says where it listens, and
 * whatever it is told it answers with the processor time of its thread, in microseconds.
 */
const [jwksUrl] = process.argv.slice(2);

const letThrough: RequestHandler = (_request, _response, next) => next();

const createCheck = (url: string): RequestHandler =>
  createRequireAccount(
    createUserTokenVerifier({ jwt: createJwtVerifier({ keys: createKeySource({ jwksUrl: url }) }) }),
  );

const check = jwksUrl === undefined ? letThrough : createCheck(jwksUrl);
const app = express().use(check, (_request, response) => void response.json({ ok: true }));
const server = createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');
process.on('message', () => {
  const { user, system } = process.threadCpuUsage();
  process.send?.({ cpuMicros: user + system });
});
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
