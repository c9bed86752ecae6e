import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { errorBodySchema } from '@fleet-watch/contracts';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './http/create-app.ts';
import { listen, type Listening } from './listen.ts';

let server: Listening;
beforeAll(async () => {
  const app = createApp({
    logger: pino({ level: 'silent' }),
    requests: (_request, _response, next) => next(),
    health: { readiness: {}, metrics: new Registry() },
    web: undefined,
  });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

/** Sends a request as it stands, and reads the answer until the server ends the connection. */
const send = async (...lines: string[]) => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const answer = await text(socket);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [statusLine = '', ...headers] = head.split('\r\n');
  return { status: Number(statusLine.split(' ')[1]), headers: headers.join('\n'), body };
};

const unreadable = { status: 400, code: 'constraint_violation' };

test.each([
  { what: 'that is no HTTP', lines: ['hello'], ...unreadable },
  { what: 'whose header is malformed', lines: ['GET / HTTP/1.1', 'Host: x', 'a b: c'], ...unreadable },
  { what: 'without a host', lines: ['GET /healthz HTTP/1.1', 'Connection: close'], ...unreadable },
  {
    what: 'whose headers are too long',
    lines: ['GET / HTTP/1.1', 'Host: x', `Long: ${'x'.repeat(20_000)}`],
    status: 431,
    code: 'headers_too_large',
  },
])('a request $what is refused like any other, with a request id', async ({ lines, status, code }) => {
  const answer = await send(...lines);
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatch(/^X-Request-Id: [0-9a-f-]{36}$/m);
  expect(answer.headers).toMatch(/^Content-Type: application\/json/m);
  expect(answer.headers).toContain(`Content-Length: ${Buffer.byteLength(answer.body)}`);
  expect(errorBodySchema.parse(JSON.parse(answer.body))).toMatchObject({ status, code });
});

test('an expectation that nobody knows is let be', async () => {
  const lines = ['GET /healthz HTTP/1.1', 'Host: x', 'Connection: close', 'Expect: a-wonder'];
  const answer = await send(...lines);
  expect([answer.status, answer.body]).toEqual([200, '{"status":"ok"}']);
  expect(answer.headers).toMatch(/^X-Request-Id: [0-9a-f-]{36}$/m);
});

test('a body that turns malformed in the midst of its answer ends it, and nothing is put into it', async () => {
  const half = await listen((_request, response) => response.writeHead(200).write('half'), {
    host: '127.0.0.1',
    port: 0,
  });
  const socket = connect(Number(new URL(half.url).port), '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
  const [begun] = (await once(socket, 'data')) as [Buffer];
  socket.write('no chunk\r\n');
  const rest = await text(socket);
  await half.close();
  expect([`${begun}`.slice(0, 12), rest]).toEqual(['HTTP/1.1 200', '']);
});

test('a connection rests longer than load balancers let one rest', async () => {
  const answer = await fetch(`${server.url}/healthz`);
  expect(answer.headers.get('keep-alive')).toBe('timeout=75');
});
