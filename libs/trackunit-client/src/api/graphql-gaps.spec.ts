import { expect, test } from 'vitest';
import { graphqlPage, startApiServer } from '../testing/api-server.ts';
import { collect } from '../testing/collect.ts';

/** Opens a fleet whose GraphQL answers a page with a status, and whose REST is empty. */
const openAfterPage = async (status: number) => {
  await using server = await startApiServer((request, _count, response) => {
    if (request.method !== 'POST') return { content: [], totalPages: 0 };
    const headers = { 'content-type': 'text/html; charset=utf-8', location: '/login' };
    return response.writeHead(status, headers).end('<title>Manager</title>');
  });
  const { source, ...rest } = await server
    .createClient({ retry: { attempts: 1 } })
    .account('a')
    .openFleet();
  return { source, reason: 'reason' in rest ? rest.reason : undefined };
};

test.each([200, 302, 308, 400, 405, 410, 415, 451])(
  'a page with %i instead of an answer says that GraphQL is not there',
  async (status) => {
    expect(await openAfterPage(status)).toEqual({ source: 'REST', reason: 'html' });
  },
);

test.each([
  [401, 'unauthorized'],
  [408, 'timeout'],
  [429, 'rate_limited'],
  [500, 'unavailable'],
  [503, 'unavailable'],
])('a page with %i means what its status says: %s', async (status, code) => {
  await expect(openAfterPage(status)).rejects.toMatchObject({ code });
});

test.each([302, 400, 405])('%i without a page is no gap', async (status) => {
  await using server = await startApiServer((request, _count, response) =>
    request.method === 'POST' ? response.writeHead(status).end() : { content: [], totalPages: 0 },
  );
  await expect(server.createClient().account('a').openFleet()).rejects.not.toMatchObject({
    code: 'graphql_unavailable',
  });
});

test('a page in the middle of a reading ends it, and is no reason to go on by REST', async () => {
  await using server = await startApiServer((_request, count, response) =>
    count === 1 ? graphqlPage(1, 2) : response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  );
  await expect(collect(server.createClient().account('a').assets())).rejects.toMatchObject({
    ...{ code: 'graphql_unavailable', platformCode: 'html' },
  });
  expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
});
