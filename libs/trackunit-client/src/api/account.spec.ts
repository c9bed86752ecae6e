import { expect, test } from 'vitest';
import { z } from 'zod';
import { IrisScope } from '@fleet-watch/scopes';
import { graphqlPage, startApiServer, toVariables } from '../testing/api-server.ts';
import { collect } from '../testing/collect.ts';
import { json } from '../testing/serve.ts';

const manager = (response: Parameters<typeof json>[0]) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<title>Manager</title>');

const restAnswers = (path: string) =>
  path.startsWith('/api/location/')
    ? {
        content: [
          { type: 'Feature', properties: { assetId: 'A2', updatedAt: '2026-01-01T09:00:00Z' } },
          { type: 'Feature', properties: { assetId: 'A9' } },
        ],
        totalPages: 1,
      }
    : {
        content: [
          { id: 'A1', name: 'One', assetType: 'TOOL', permissions: { edit: false } },
          { id: 'A2', name: 'Two', brand: 'B', model: 'M', serialNumber: 'S', assetType: 'MACHINE' },
        ],
        totalPages: 1,
      };

test('the next page is asked for when the caller wants it, and not at all when the caller leaves', async () => {
  await using server = await startApiServer((request) =>
    graphqlPage(Number(toVariables(request).after ?? 0) + 1, 5),
  );
  let seen = 0;
  for await (const page of server.createClient().account('a').assets({ pageSize: 50 })) {
    seen += page.length;
    expect(server.requests).toHaveLength(seen);
    if (seen === 2) break;
  }
  expect(server.requests).toHaveLength(2);
  expect(toVariables(server.requests[0]!)).toEqual({ first: 50 });
  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/api/graphql/' });
});

test('a cursor that comes twice ends the reading with an error instead of never', async () => {
  await using server = await startApiServer(() => graphqlPage(1, 5));
  await expect(collect(server.createClient().account('a').assets())).rejects.toMatchObject({
    code: 'bad_response',
  });
  expect(server.requests).toHaveLength(2);
});

test.each([
  [2, 0],
  [3, 4],
  [7, 20],
])(
  'cursors that go round in a circle of %i pages, after %i others, end the reading',
  async (circle, lead) => {
    await using server = await startApiServer((request) => {
      const after = Number(toVariables(request).after ?? 0);
      return graphqlPage(after + 1 < lead + circle ? after + 1 : lead, 999);
    });
    await expect(collect(server.createClient().account('a').assets())).rejects.toMatchObject({
      code: 'bad_response',
    });
    expect(server.requests.length).toBeLessThan(3 * (lead + circle) + 2);
  },
);

test.each([
  ['html', (response: Parameters<typeof json>[0]) => manager(response)],
  [
    'not_found',
    (response: Parameters<typeof json>[0]) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
  ],
  ['forbidden', (response: Parameters<typeof json>[0]) => json(response, { status: 403 }, 403)],
])('where GraphQL answers %s the fleet is read by REST, and the caller is told', async (reason, refuse) => {
  await using server = await startApiServer((request, _count, response) =>
    request.method === 'POST' ? refuse(response) : restAnswers(request.path),
  );
  const reading = await server.createClient().account('a').openFleet();
  expect(reading).toMatchObject({ source: 'REST', reason });
  expect(await collect(reading.pages)).toEqual([
    [
      {
        assetId: 'a1',
        name: 'One',
        brand: null,
        model: null,
        serialNumber: null,
        assetType: 'TOOL',
        lastSeenAt: null,
      },
      {
        assetId: 'a2',
        name: 'Two',
        brand: 'B',
        model: 'M',
        serialNumber: 'S',
        assetType: 'MACHINE',
        lastSeenAt: new Date('2026-01-01T09:00:00Z'),
      },
    ],
  ]);
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /api/graphql/',
    'GET /api/location/v1/locations?page=0&size=1000',
    'GET /api/asset/v1/assets?page=0&size=1000',
  ]);
});

test('a caller that knows why GraphQL is not there spares the call', async () => {
  await using server = await startApiServer((request) => restAnswers(request.path));
  const reading = await server.createClient().account('a').openFleet({ knownGap: 'html' });
  expect(reading).toMatchObject({ source: 'REST', reason: 'html' });
  await collect(reading.pages);
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
});

test('by REST, too, a reading whose first page is refused does not open', async () => {
  await using server = await startApiServer((_request, _count, response) => json(response, {}, 403));
  const account = server.createClient().account('a');
  await expect(account.openFleet()).rejects.toMatchObject({ code: 'forbidden' });
  await expect(account.openFleet({ knownGap: 'html' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('GraphQL that goes away in the middle of a reading fails it: two halves make no fleet', async () => {
  await using server = await startApiServer((_request, count, response) =>
    count === 1 ? graphqlPage(1, 5) : manager(response),
  );
  await expect(collect(server.createClient().account('a').assets())).rejects.toMatchObject({
    code: 'graphql_unavailable',
    platformCode: 'html',
  });
});

test('a location that names no asset is not passed over', async () => {
  await using server = await startApiServer(() => ({ content: [{ properties: {} }], totalPages: 1 }));
  await expect(collect(server.createClient().account('a').restLocations())).rejects.toMatchObject({
    code: 'bad_response',
  });
});

test('a list by cursor hands each cursor back and ends without one', async () => {
  await using server = await startApiServer((_request, count) => ({
    content: [{ id: count }],
    after: count < 3 ? `cursor ${count}` : null,
    limit: 2,
  }));
  const list = {
    path: '/public/api/operator/operators',
    endpoint: 'operators',
    scopes: [IrisScope.AccountView],
    item: z.object({ id: z.number() }),
    style: 'cursor',
    pageSize: 2,
    query: { sort: '-displayName' },
  } as const;
  expect((await collect(server.createClient().account('a').restList(list))).flat()).toEqual([
    { id: 1 },
    { id: 2 },
    { id: 3 },
  ]);
  expect(server.requests.map(({ path }) => path.split('?')[1])).toEqual([
    'sort=-displayName&limit=2',
    'sort=-displayName&limit=2&after=cursor+1',
    'sort=-displayName&limit=2&after=cursor+2',
  ]);
});

test('custom fields of an asset are set by key, and null clears one', async () => {
  await using server = await startApiServer((_request, _count, response) => response.writeHead(204).end());
  const values = { fleetWatchSilentSince: '2026-01-01T10:00:00Z', other: null };
  await server.createClient().account('a').setAssetTextFields({ assetId: 'id', values });
  const [request] = server.requests;
  expect(request).toMatchObject({ method: 'POST', path: '/api/custom-fields/v1/set-values/' });
  expect(request?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(request!.body)).toEqual({
    entityId: 'id',
    entityType: 'ASSET',
    values: [
      {
        definitionKey: 'fleetWatchSilentSince',
        value: { type: 'STRING', stringValue: '2026-01-01T10:00:00Z' },
      },
      { definitionKey: 'other', value: { type: 'STRING', stringValue: null } },
    ],
  });
});

test('an aborted reading ends at once with the signal’s reason, in a call', async () => {
  await using server = await startApiServer(() => undefined);
  const controller = new AbortController();
  const reading = collect(server.createClient().account('a').assets({ signal: controller.signal }));
  setTimeout(() => controller.abort(new Error('enough')), 20);
  await expect(reading).rejects.toThrow('enough');
});

test('an aborted reading ends at once with the signal’s reason, in a wait', async () => {
  await using server = await startApiServer((_request, _count, response) => json(response, {}, 429));
  const controller = new AbortController();
  const sleep = () => {
    controller.abort(new Error('enough'));
    return Promise.reject(controller.signal.reason as Error);
  };
  const reading = collect(server.createClient({ sleep }).account('a').assets({ signal: controller.signal }));
  await expect(reading).rejects.toThrow('enough');
});

test('an answer that does not come in time is tried again, then a timeout', async () => {
  await using server = await startApiServer(() => undefined);
  const client = server.createClient({ timeoutMs: 300, retry: { attempts: 2 } });
  await expect(collect(client.account('a').assets())).rejects.toMatchObject({ code: 'timeout' });
  expect(server.requests).toHaveLength(2);
});
