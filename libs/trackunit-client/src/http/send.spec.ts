import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { serve, type Handler } from '../testing/serve.ts';
import { createDirectSend } from './direct-send.ts';
import { send, type HttpRequest, type Send } from './send.ts';

const byFetch: Send = (request) => send(globalThis.fetch, request);

const ask = async (handler: Handler, sendIt: Send = createDirectSend(), more: Partial<HttpRequest> = {}) => {
  await using server = await serve(handler);
  const url = `${server.url}/path?query=1`;
  return await sendIt({ url, method: 'GET', headers: {}, timeoutMs: 2_000, maxBytes: 1_000, ...more });
};

const jsonType = { 'content-type': 'Application/JSON; charset=utf-8' };

/** Both ways of sending keep the same promises. */
const senders: readonly { readonly name: string; readonly by: Send }[] = [
  { name: 'our own sender', by: createDirectSend() },
  { name: 'a given fetch', by: byFetch },
];

const stall: Handler = (_request, response) => void response.writeHead(200, jsonType).write('{');

describe.each(senders)('by $name', ({ by }) => {
  test('an answer comes whole, in pieces or not', async () => {
    const answer = await ask((_request, response) => {
      response.writeHead(201, { ...jsonType, 'x-odd': ['a', 'b'] });
      response.write('{"a":');
      setTimeout(() => response.end('"ü"}'), 10);
    }, by);
    expect(answer).toMatchObject({ status: 201, contentType: 'application/json', text: '{"a":"ü"}' });
    expect(answer.headers.get('x-odd')?.replace(', ', ',')).toBe('a,b');
    expect(answer.headers.get('x-none')).toBeNull();
  });

  test('a request carries its method, headers, query and body', async () => {
    let seen: unknown;
    const note: Handler = (request, response) => {
      seen = request;
      response.end();
    };
    await ask(note, by, { method: 'POST', headers: { 'x-own': 'yes' }, body: 'text' });
    expect(seen).toMatchObject({
      method: 'POST',
      path: '/path?query=1',
      body: 'text',
      headers: { 'x-own': 'yes' },
    });
  });

  test.each([
    ['before the headers', (response: Parameters<Handler>[1]) => void response.destroy()],
    [
      'in the body',
      (response: Parameters<Handler>[1]) => {
        response.writeHead(200, { ...jsonType, 'content-length': '100' }).write('{"a":');
        setTimeout(() => response.destroy(), 10);
      },
    ],
  ])('a connection that ends %s is unavailable', async (_when, end) => {
    await expect(ask((_request, response) => end(response), by)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('a body that trickles for ever is a timeout of the whole', async () => {
    const trickle: Handler = (_request, response) => {
      response.writeHead(200, jsonType);
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    };
    await expect(ask(trickle, by, { timeoutMs: 80 })).rejects.toMatchObject({ code: 'timeout' });
  });

  test('an abort before, while waiting and while reading rejects with the signal’s reason', async () => {
    const reason = new Error('enough');
    await expect(ask(() => undefined, by, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    for (const handler of [() => undefined, stall]) {
      const controller = new AbortController();
      const abortSoon: Handler = (request, response) => {
        setTimeout(() => controller.abort(reason), 20);
        return handler(request, response);
      };
      // A limit that is far away: the abort ends the call, not its time.
      const patient = { signal: controller.signal, timeoutMs: 60_000 };
      await expect(ask(abortSoon, by, patient)).rejects.toBe(reason);
    }
  });

  test('a redirect is an answer, and the token does not follow it', async () => {
    const paths: string[] = [];
    const redirect: Handler = ({ path }, response) => {
      paths.push(path);
      response.writeHead(302, { location: '/elsewhere' }).end();
    };
    expect((await ask(redirect, by)).status).toBe(302);
    expect(paths).toEqual(['/path?query=1']);
  });

  test('a body that is too long ends the connection', async () => {
    let isClosed = false;
    const endless: Handler = (_request, response) => {
      response.writeHead(200, jsonType);
      const timer = setInterval(() => response.write('x'.repeat(600)), 1);
      response.on('close', () => {
        clearInterval(timer);
        isClosed = true;
      });
    };
    await expect(ask(endless, by)).rejects.toMatchObject({ code: 'response_too_large' });
    await expect.poll(() => isClosed).toBe(true);
  });

  test('of a page that is no JSON the start is enough', async () => {
    const page: Handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('x'.repeat(1_000_000));
    };
    expect((await ask(page, by)).text.length).toBeLessThan(200_000);
  });
});

/** The call as a whole has a time-out too, with words of its own. */
const silence = {
  code: 'timeout',
  message: expect.stringContaining('did not answer in time') as string,
};

test('headers that do not come in time are a timeout', async () => {
  const by = createDirectSend({ headersTimeoutMs: 60 });
  await expect(ask(() => undefined, by)).rejects.toMatchObject(silence);
});

test('a body that stops to come is a timeout', async () => {
  const by = createDirectSend({ bodyTimeoutMs: 60 });
  await expect(ask(stall, by)).rejects.toMatchObject(silence);
});

test('a host that takes the connection and says nothing of TLS is a timeout of connecting', async () => {
  const server = createTcpServer(() => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}`;
  const sent = createDirectSend({ connectTimeoutMs: 60 })({
    url,
    method: 'GET',
    headers: {},
    timeoutMs: 5_000,
    maxBytes: 1,
  });
  await expect(sent).rejects.toMatchObject({ code: 'timeout' });
  server.close();
});
