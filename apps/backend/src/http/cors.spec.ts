import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowOrigins } from './cors.ts';

const origin = 'https://app.example.com';
const app = express().use(allowOrigins(['https://*.example.com']), (_request, response) => {
  response.send('yes');
});
const server = createServer(app);

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (method: string, from: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { method, headers: { Origin: from } });

const listOf = (response: Response, header: string): readonly string[] =>
  response.headers.get(header)?.split(', ') ?? [];

test('a page of an allowed origin may send the tag of the settings that it has, and read it', async () => {
  const preflight = await ask('OPTIONS', origin);
  expect(preflight.status).toBe(204);
  const allowed = listOf(preflight, 'Access-Control-Allow-Headers');
  expect(allowed).toEqual(expect.arrayContaining(['If-Match', 'If-None-Match']));
  expect(listOf(await ask('GET', origin), 'Access-Control-Expose-Headers')).toContain('ETag');
});

test('a page of an allowed origin may read, start and change whatever the app API offers', async () => {
  const preflight = await ask('OPTIONS', origin);
  expect(listOf(preflight, 'Access-Control-Allow-Methods')).toEqual(['GET', 'PUT', 'POST']);
});

test.each(['https://example.com', 'https://a.b.example.com', 'https://app.example.com.evil.test'])(
  'a page of %s may nothing',
  async (from) => {
    const preflight = await ask('OPTIONS', from);
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBeNull();
  },
);
