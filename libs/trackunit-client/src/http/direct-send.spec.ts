import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { tlsCertificate } from '../testing/tls-certificate.ts';
import { createDirectSend } from './direct-send.ts';

const servers: Server[] = [];

/** The server's port, and how many connections it has seen. */
const listen = async (server: Server) => {
  servers.push(server);
  const seen = { port: 0, connections: 0 };
  server.on('connection', () => (seen.connections += 1));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  seen.port = (server.address() as AddressInfo).port;
  return seen;
};

const answer: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(request.headers.host));
};
const send = createDirectSend();
const get = (url: string, by = send) =>
  by({ url, method: 'GET', headers: {}, timeoutMs: 5_000, maxBytes: 1_000 });

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test('a host whose certificate nobody vouches for is unavailable', async () => {
  const { port } = await listen(createTlsServer(tlsCertificate, answer));
  await expect(get(`https://localhost:${port}/`)).rejects.toMatchObject({
    code: 'unavailable',
    cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  });
});

test('a host with a trusted certificate is asked by TLS', async () => {
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, tlsCertificate.cert]);
  try {
    const { port } = await listen(createTlsServer(tlsCertificate, answer));
    // A sender of its own: connections that failed before leave nothing behind.
    const { status, text } = await get(`https://localhost:${port}/path`, createDirectSend());
    expect({ status, text }).toEqual({ status: 200, text: `"localhost:${port}"` });
  } finally {
    setDefaultCACertificates(trusted);
  }
});

test('requests one after the other go over one connection', async () => {
  const seen = await listen(createServer(answer));
  for (let round = 0; round < 3; round += 1) await get(`http://127.0.0.1:${seen.port}/`);
  expect(seen.connections).toBe(1);
});

test('requests at once take no more connections than allowed', async () => {
  const seen = await listen(
    createServer((request, response) => void setTimeout(() => answer(request, response), 20)),
  );
  const by = createDirectSend({ connections: 2 });
  const asked = Array.from({ length: 6 }, () => get(`http://127.0.0.1:${seen.port}/`, by));
  for (const { status } of await Promise.all(asked)) expect(status).toBe(200);
  expect(seen.connections).toBe(2);
});

test('two hosts at once do not share connections', async () => {
  const one = await listen(createServer(answer));
  const other = await listen(createServer(answer));
  const [first, second] = await Promise.all([one, other].map(({ port }) => get(`http://127.0.0.1:${port}`)));
  expect([first?.text, second?.text]).toEqual([`"127.0.0.1:${one.port}"`, `"127.0.0.1:${other.port}"`]);
});

test('a connection that rested while the server closed it harms no later request', async () => {
  const server = createServer(answer);
  server.keepAliveTimeout = 30;
  const seen = await listen(server);
  await get(`http://127.0.0.1:${seen.port}/`);
  await expect
    .poll(() => new Promise((told) => server.getConnections((_error, count) => told(count))), {
      timeout: 5_000,
    })
    .toBe(0);
  expect((await get(`http://127.0.0.1:${seen.port}/`)).status).toBe(200);
  expect(seen.connections).toBe(2);
});
