import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { handleError } from './error-handler.ts';

/** What a caller sees of a fault. */
const answerTo = async (fault: unknown) => {
  const app = express()
    .use((request, _response, next) => {
      Object.assign(request, { id: 'id-1', log: { error: () => {} } });
      next(fault);
    })
    .use(handleError);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  const body: unknown = await answer.json();
  server.close();
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body };
};

test('a fault that nobody expected tells the caller the id of the request and nothing else', async () => {
  expect(await answerTo(new Error('password s3cret of ada'))).toEqual({
    status: 500,
    retryAfter: null,
    body: {
      status: 500,
      code: 'internal_error',
      message: 'Something went wrong on our side.',
      requestId: 'id-1',
    },
  });
});

test.each([
  Object.assign(new Error('terminating connection'), { code: '57P01' }),
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  new Error('Connection terminated unexpectedly'),
])(
  'a database that is away ($message) is 503 store_unavailable, and says when to try again',
  async (fault) => {
    expect(await answerTo(fault)).toMatchObject({
      status: 503,
      retryAfter: '5',
      body: { status: 503, code: 'store_unavailable' },
    });
  },
);

test('a 503 of ours says when to try again', async () => {
  expect(await answerTo(new ApiError('user_auth_unavailable', 'later'))).toMatchObject({
    status: 503,
    retryAfter: '5',
  });
});
