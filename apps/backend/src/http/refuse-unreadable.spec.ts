import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { errorBodySchema } from '@fleet-watch/contracts';
import { afterEach, expect, test } from 'vitest';
import { refuseUnreadable } from './refuse-unreadable.ts';

let server: Server;
afterEach(() => void server.close());

/** Sends the beginning of a request to a server that soon gives it up, and reads until that ends the connection. */
const send = async (handle: RequestListener, ...lines: string[]): Promise<string> => {
  const soon = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20 };
  server = createServer(soon, handle);
  refuseUnreadable(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  if (lines.length > 0) socket.write(lines.join('\r\n'));
  return text(socket);
};

const post = ['POST / HTTP/1.1', 'Host: x', 'Content-Length: 9', '', '{"half'];

test.each([
  ['headers', ['GET / HTTP/1.1', 'Host: x', '']],
  ['body', post],
])('a request that stops in the midst of its %s is told that its time is over', async (_what, lines) => {
  const answer = await send(() => undefined, ...lines);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nX-Request-Id: [0-9a-f-]{36}\r\n/);
  expect(errorBodySchema.parse(JSON.parse(body))).toMatchObject({ status: 408, code: 'request_timeout' });
});

test('a connection that was opened ahead is closed without a word', async () => {
  expect(await send(() => undefined)).toBe('');
});

test('a second request on a connection is told so, too', async () => {
  const answerGet: RequestListener = ({ method }, response) => {
    if (method === 'GET') response.end('first\n');
  };
  const answer = await send(answerGet, 'GET / HTTP/1.1', 'Host: x', '', ...post);
  expect(answer.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 408']);
});

test('a request that was answered before it came to its end gets no second answer', async () => {
  const refuse: RequestListener = (_request, response) => response.writeHead(401).end();
  const answer = await send(refuse, ...post);
  expect(answer.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 401']);
});
