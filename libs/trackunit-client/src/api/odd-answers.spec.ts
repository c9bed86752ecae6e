import { expect, test } from 'vitest';
import { collect } from '../testing/collect.ts';
import { startApiServer } from '../testing/api-server.ts';

type Row = readonly [
  what: string,
  status: number,
  type: string,
  body: string,
  code: string,
  platformCode?: string,
];

const page = '{"data":{"assets":{"edges":[],"pageInfo":{"endCursor":null,"hasNextPage":false}}}}';
const edge = (node: string) =>
  `{"data":{"assets":{"edges":[{"node":${node}}],"pageInfo":{"endCursor":null,"hasNextPage":false}}}}`;

const toCase = ([what, status, type, body, code, platformCode]: Row) => ({
  ...{ what, status, type, body },
  error: { name: 'TrackunitError', code, ...(platformCode === undefined ? {} : { platformCode }) },
});

/** What GraphQL was seen to answer, or could, and what we make of it where REST does not help either. */
const graphqlRows: readonly Row[] = [
  [
    'documented: too complex',
    200,
    'application/json',
    '{"errors":[{"message":"The query is too complex. The estimated complexity of the query is 480011, which is greater than the maximum allowed complexity limit of 50000.","extensions":{"code":"QUERY_COMPLEXITY_REACHED"}}]}',
    'query_too_complex',
    'QUERY_COMPLEXITY_REACHED',
  ],
  [
    'documented: out of points, with 200',
    200,
    'application/json',
    '{"errors":[{"message":"The rate limit has been exceeded","extensions":{"code":"RATE_LIMITED","cost":49011,"resetIn":586351}}]}',
    'rate_limited',
    'RATE_LIMITED',
  ],
  [
    'out of points, with 429',
    429,
    'application/json',
    '{"errors":[{"message":"The rate limit has been exceeded","extensions":{"code":"RATE_LIMITED","cost":49011,"resetIn":586351}}]}',
    'rate_limited',
    'RATE_LIMITED',
  ],
  [
    'too many calls, in words of its own',
    429,
    'application/json',
    '{"errors":[{"message":"Too many requests"}]}',
    'rate_limited',
  ],
  [
    'a gateway that says in GraphQL that nobody is there',
    503,
    'application/json',
    '{"errors":[{"message":"Service unavailable","extensions":{"code":"SUBREQUEST_HTTP_ERROR"}}]}',
    'unavailable',
  ],
  [
    'a field that may not be read',
    200,
    'application/json',
    '{"data":{"assets":null},"errors":[{"message":"no","path":["assets"],"extensions":{"code":"FORBIDDEN"}}]}',
    'forbidden',
    'FORBIDDEN',
  ],
  [
    'data together with errors',
    200,
    'application/json',
    `{"errors":[{"message":"one asset failed"}],${page.slice(1)}`,
    'graphql_error',
  ],
  [
    'data together with an error that is null',
    200,
    'application/json',
    `{"errors":[null],${page.slice(1)}`,
    'graphql_error',
  ],
  [
    'data together with errors that are no list',
    200,
    'application/json',
    `{"errors":"failed",${page.slice(1)}`,
    'graphql_error',
  ],
  [
    'a limit whose end is no number',
    200,
    'application/json',
    '{"errors":[{"message":"wait","extensions":{"code":"RATE_LIMITED","cost":"49011","resetIn":null}}]}',
    'rate_limited',
    'RATE_LIMITED',
  ],
  ['an error without a message', 200, 'application/json', '{"errors":[{}]}', 'graphql_error'],
  [
    'a query that does not fit the schema',
    400,
    'application/json',
    '{"errors":[{"message":"Cannot query field"}]}',
    'graphql_error',
  ],
  ['no data', 200, 'application/json', '{}', 'bad_response'],
  ['null for the list', 200, 'application/json', '{"data":{"assets":null}}', 'bad_response'],
  ['null for an asset', 200, 'application/json', edge('null'), 'bad_response'],
  ['an asset without an id', 200, 'application/json', edge('{"name":"a"}'), 'bad_response'],
  [
    'a last seen that is no time',
    200,
    'application/json',
    edge('{"id":"a","lastSeen":"yesterday"}'),
    'bad_response',
  ],
  ['the stale docs’ shape', 200, 'application/json', '{"data":{"assets":{"payload":[]}}}', 'bad_response'],
  [
    'a next page without a cursor',
    200,
    'application/json',
    '{"data":{"assets":{"edges":[],"pageInfo":{"hasNextPage":true}}}}',
    'bad_response',
  ],
  ['text', 200, 'text/plain', 'OK', 'bad_response'],
  ['an empty body', 200, 'application/json', '', 'bad_response', 'unreadable_body'],
  ['a cut-off body', 200, 'application/json', '{"data":{"ass', 'bad_response', 'unreadable_body'],
  ['a gateway’s page', 502, 'text/html', '<html>Bad Gateway</html>', 'unavailable'],
  ['a gateway that gives up', 504, '', '', 'unavailable'],
  ['a login page elsewhere, for REST too', 302, 'text/html', '', 'bad_response'],
];

const readOnce = async (status: number, type: string, body: string) => {
  await using server = await startApiServer((_request, _count, response) => {
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body);
  });
  const client = server.createClient({ retry: { attempts: 1 } });
  return await collect(client.account('a').assets());
};

test.each(graphqlRows.map(toCase))(
  'GraphQL: $what ($status) is understood',
  async ({ status, type, body, error }) => {
    await expect(readOnce(status, type, body)).rejects.toMatchObject(error);
  },
);

test.each([
  ['JSON of another media type', 'application/graphql-response+json; charset=utf-8', page],
  [
    'a rate limit that is broken',
    'application/json',
    page.replace('{"assets"', '{"rateLimit":"none","assets"'),
  ],
  ['members that nobody knows', 'application/json', page.replace('{"assets"', '{"weather":"rain","assets"')],
  ['errors that are null', 'application/json', page.replace('{"data"', '{"errors":null,"data"')],
])('GraphQL: %s does no harm', async (_what, type, body) => {
  expect(await readOnce(200, type, body)).toEqual([[]]);
});

test('GraphQL: an asset with an id alone, a new type and a time without a zone is read', async () => {
  const pages = await readOnce(
    200,
    'application/json',
    edge('{"id":"___Asset___ABC","assetType":"HOVERCRAFT","lastSeen":"2026-01-01T10:00:00.5"}'),
  );
  expect(pages[0]).toEqual([
    {
      assetId: 'abc',
      name: null,
      brand: null,
      model: null,
      serialNumber: null,
      assetType: 'HOVERCRAFT',
      lastSeenAt: new Date('2026-01-01T10:00:00.500Z'),
    },
  ]);
});

/** What REST was seen to answer, or could. */
const restRows: readonly Row[] = [
  [
    'documented: refused',
    400,
    'application/json',
    '{"status":400,"code":"exactly_one_telematics_device_is_required","message":"…"}',
    'bad_request',
    'exactly_one_telematics_device_is_required',
  ],
  [
    'documented: violations',
    400,
    'application/json',
    '{"violations":[{"field":"name","message":"value \'\' was rejected: must not be empty"}],"message":"Constraint violation","status":400,"code":"constraint_violation"}',
    'bad_request',
    'constraint_violation',
  ],
  ['401 without a body', 401, '', '', 'unauthorized'],
  [
    '403',
    403,
    'application/json',
    '{"status":403,"code":"forbidden","message":"no"}',
    'forbidden',
    'forbidden',
  ],
  ['404 as a page', 404, 'text/html', '<html>', 'not_found'],
  ['a proxy’s time-out', 408, '', '', 'timeout'],
  ['429', 429, '', '', 'rate_limited'],
  [
    '500',
    500,
    'application/json',
    '{"status":500,"code":"internal","message":"oops"}',
    'unavailable',
    'internal',
  ],
  ['a page that says 200', 200, 'text/html', '<html>', 'bad_response'],
  ['no content', 204, '', '', 'bad_response'],
  ['a list without its envelope', 200, 'application/json', '[]', 'bad_response'],
  ['an envelope without content', 200, 'application/json', '{"totalPages":1}', 'bad_response'],
  [
    'a body of odd members',
    400,
    'application/json',
    '{"code":7,"message":null,"violations":"none"}',
    'bad_request',
  ],
];

test.each(restRows.map(toCase))(
  'REST: $what ($status) is understood',
  async ({ status, type, body, error }) => {
    await using server = await startApiServer((_request, _count, response) => {
      response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body);
    });
    const client = server.createClient({ retry: { attempts: 1 } });
    await expect(collect(client.account('a').restAssets())).rejects.toMatchObject(error);
  },
);

test('an answer that is too long is given up', async () => {
  await using server = await startApiServer((_request, _count, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify('x'.repeat(100_000)));
  });
  const client = server.createClient({ maxBytes: 50_000 });
  await expect(collect(client.account('a').assets())).rejects.toMatchObject({ code: 'response_too_large' });
  expect(server.requests).toHaveLength(1);
});

test('an endless page that is no JSON is not read to its end', async () => {
  await using server = await startApiServer((_request, _count, response) => {
    response.writeHead(502, { 'content-type': 'text/html' });
    const timer = setInterval(() => response.write('x'.repeat(10_000)), 1);
    response.on('close', () => clearInterval(timer));
  });
  const client = server.createClient({ retry: { attempts: 1 } });
  await expect(collect(client.account('a').assets())).rejects.toMatchObject({
    code: 'unavailable',
    status: 502,
  });
});
