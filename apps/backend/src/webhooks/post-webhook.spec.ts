import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createWebhookPost, type WebhookPostOptions } from './post-webhook.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0)) await close();
});

const serve = async (handle: RequestListener): Promise<number> => {
  const server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

const createPost = (options: Partial<WebhookPostOptions> = {}) => {
  const { post, close } = createWebhookPost({ allowPrivate: true, ...options });
  closers.push(close);
  return (url: string) => post({ url, headers: { 'content-type': 'application/json' }, body: '{}' });
};

const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }];

test('a POST that is answered with 2xx is delivered, whatever else the answer holds', async () => {
  const seen: string[] = [];
  const port = await serve((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['content-type']}`);
    response.writeHead(202).end('x'.repeat(1_000_000));
  });
  expect(await createPost()(`http://127.0.0.1:${port}/hook?a=b`)).toEqual({
    delivered: true,
    status: 202,
    failure: null,
  });
  expect(seen).toEqual(['POST /hook?a=b application/json']);
});

test('a redirect is not followed', async () => {
  let asked = 0;
  const port = await serve((_request, response) => {
    asked += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const outcome = await createPost()(`http://127.0.0.1:${port}/`);
  expect(outcome).toMatchObject({
    delivered: false,
    status: 307,
    failure: 'redirected:307',
  });
  expect(asked).toBe(1);
});

test('a receiver says how long to wait', async () => {
  const port = await serve((_request, response) => response.writeHead(503, { 'retry-after': '120' }).end());
  expect(await createPost()(`http://127.0.0.1:${port}/`)).toMatchObject({
    status: 503,
    retryAfterSeconds: 120,
  });
});

test('a receiver that does not answer is given up', async () => {
  const port = await serve(() => {});
  expect(await createPost({ timeoutMs: 100 })(`http://127.0.0.1:${port}/`)).toEqual({
    delivered: false,
    status: null,
    failure: 'no_answer',
  });
});

test('an answer that trickles for ever is cut off, and its status counts', async () => {
  const port = await serve((_request, response) => {
    response.writeHead(200).write('x');
    const timer = setInterval(() => response.write('x'), 20);
    response.once('close', () => clearInterval(timer));
  });
  expect(await createPost({ timeoutMs: 200 })(`http://127.0.0.1:${port}/`)).toMatchObject({
    delivered: true,
  });
});

test.each([
  ['http://127.0.0.1', 'loopback'],
  ['http://2130706433', 'a number that is loopback'],
  ['http://0x7f.1', 'hexadecimal'],
  ['http://[::1]', 'loopback of IPv6'],
  ['http://[::ffff:127.0.0.1]', 'loopback inside IPv6'],
  ['http://169.254.169.254', 'cloud metadata'],
  ['http://0.0.0.0', 'this host'],
  ['http://localhost', 'a name of loopback'],
])('nothing is sent to %s: %s', async (origin) => {
  let asked = 0;
  const port = await serve((_request, response) => {
    asked += 1;
    response.end();
  });
  expect(await createPost({ allowPrivate: false })(`${origin}:${port}/`)).toEqual({
    delivered: false,
    status: null,
    failure: 'address_refused',
  });
  expect(asked).toBe(0);
});

test('a name with one private address among public ones is refused', async () => {
  const resolve = async () => [
    { address: '8.8.8.8', family: 4 },
    { address: 'fd00::1', family: 6 },
  ];
  const outcome = await createPost({ allowPrivate: false, resolve })('http://receiver.test/');
  expect(outcome.failure).toBe('address_refused');
});

test('the connection goes to the address that was checked: a name is looked up once', async () => {
  const port = await serve((_request, response) => response.end());
  let lookups = 0;
  const resolve = () => {
    lookups += 1;
    return lookups === 1 ? toLoopback() : Promise.reject(new Error('looked up twice'));
  };
  expect(await createPost({ resolve })(`http://receiver.test:${port}/`)).toMatchObject({ delivered: true });
  expect(lookups).toBe(1);
});

test('a proxy of the environment is not used', async () => {
  const port = await serve((_request, response) => response.end());
  vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9');
  vi.stubEnv('NODE_USE_ENV_PROXY', '1');
  const outcome = await createPost({ resolve: toLoopback })(`http://receiver.test:${port}/`);
  expect(outcome).toMatchObject({ delivered: true });
});

test.each(['user:password', 'user', ':password'])(
  'a name and password in the address are not sent: %s',
  async (credentials) => {
    const seen: unknown[] = [];
    const port = await serve(({ url, headers }, response) => {
      seen.push({ url, host: headers.host, authorization: headers.authorization });
      response.end();
    });
    await createPost()(`http://${credentials}@127.0.0.1:${port}/hook?key=a`);
    expect(seen).toEqual([{ url: '/hook?key=a', host: `127.0.0.1:${port}`, authorization: undefined }]);
  },
);

test('only http and https are spoken', async () => {
  expect((await createPost()('ftp://127.0.0.1/')).failure).toBe('scheme_refused');
});

test.each([
  ['ENOTFOUND', 'name_unknown'],
  ['ECONNREFUSED', 'connection_refused'],
  ['CERT_HAS_EXPIRED', 'certificate_invalid:CERT_HAS_EXPIRED'],
  ['EWHATEVER', 'connection_failed:EWHATEVER'],
])('%s is an outcome with its code, not an error', async (code, failure) => {
  const resolve = () => Promise.reject(Object.assign(new Error('no'), { code }));
  expect(await createPost({ resolve })('https://receiver.test/')).toMatchObject({
    delivered: false,
    status: null,
    failure,
  });
});

test('a host that nobody listens on is an outcome', async () => {
  const port = await serve(() => {});
  for (const close of closers.splice(0)) await close();
  expect((await createPost()(`http://127.0.0.1:${port}/`)).failure).toBe('connection_refused');
});

test('an address that is none is an outcome', async () => {
  expect(await createPost()('not an address')).toMatchObject({ delivered: false, status: null });
});
