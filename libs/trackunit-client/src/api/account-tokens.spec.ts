import { expect, test } from 'vitest';
import { z } from 'zod';
import { IrisScope } from '@fleet-watch/scopes';
import { graphqlPage, startApiServer } from '../testing/api-server.ts';
import { collect } from '../testing/collect.ts';
import { json } from '../testing/serve.ts';

test('a 401 drops the token and tries once with a new one', async () => {
  await using server = await startApiServer((request, _count, response) =>
    request.headers.authorization === 'Bearer token 1' ? json(response, {}, 401) : graphqlPage(1, 1),
  );
  expect(await collect(server.createClient().account('a').assets())).toHaveLength(1);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token 1',
    'Bearer token 2',
  ]);
});

test('a 401 that lists GraphQL errors is a 401: it drops the token and tries once with a new one', async () => {
  await using server = await startApiServer((request, _count, response) =>
    request.headers.authorization === 'Bearer token 1'
      ? json(response, { errors: [{ message: 'Unauthorized' }] }, 401)
      : graphqlPage(1, 1),
  );
  expect(await collect(server.createClient().account('a').assets())).toHaveLength(1);
  expect(server.tokenRequests()).toBe(2);
});

test('a 401 with the new token too is an error after two calls', async () => {
  await using server = await startApiServer((_request, _count, response) => json(response, {}, 401));
  await expect(collect(server.createClient().account('a').assets())).rejects.toMatchObject({
    code: 'unauthorized',
  });
  expect(server.requests).toHaveLength(2);
});

test('a 401 with a token that stays the same is an error at once', async () => {
  await using server = await startApiServer((_request, _count, response) => json(response, {}, 401));
  const account = server.createClient().account('a');
  for (let call = 0; call < 4; call += 1) {
    await expect(collect(account.assets())).rejects.toMatchObject({ code: 'unauthorized' });
  }
  // Three refused tokens of an account are believed in a minute; the fourth stays.
  expect(server.requests).toHaveLength(7);
});

test('four calls that meet 401 with one token ask for one new token', async () => {
  await using server = await startApiServer((request, _count, response) =>
    request.headers.authorization === 'Bearer token 1'
      ? json(response, {}, 401)
      : response.writeHead(204).end(),
  );
  const account = server.createClient().account('a');
  const set = (assetId: string) => account.setAssetTextFields({ assetId, values: { key: 'text' } });
  await Promise.all(['1', '2', '3', '4'].map(set));
  expect(server.tokenRequests()).toBe(2);
});

test('a call whose scope was not granted fails before the network', async () => {
  await using server = await startApiServer(() => ({}), 'asset.view');
  const account = server.createClient().account('a');
  for (let call = 0; call < 5; call += 1) {
    await expect(account.setAssetTextFields({ assetId: 'a', values: { key: 'text' } })).rejects.toMatchObject(
      {
        code: 'scope_not_granted',
      },
    );
  }
  expect(server.requests).toEqual([]);
  expect(server.tokenRequests()).toBe(1);
});

test('a call that needs two scopes is not made with one of them', async () => {
  await using server = await startApiServer(() => ({ content: [], totalPages: 0 }), 'asset.view');
  const scopes = [IrisScope.AssetView, IrisScope.AccountView];
  const list = {
    path: '/api/x',
    endpoint: 'x',
    scopes,
    item: z.object({}),
    style: 'page',
    pageSize: 2,
  } as const;
  await expect(collect(server.createClient().account('a').restList(list))).rejects.toMatchObject({
    code: 'scope_not_granted',
  });
  expect(server.requests).toEqual([]);
});

test('a call has its token before it takes its turn', async () => {
  await using server = await startApiServer(() => ({ content: [], totalPages: 0 }));
  const tokensAtTurn: number[] = [];
  const budgets = {
    reserve: (_key: unknown, _spacingMs: number, nowMs: number) => {
      tokensAtTurn.push(server.tokenRequests());
      return Promise.resolve(nowMs);
    },
    pause: () => Promise.resolve(),
  };
  await collect(server.createClient({ budgets }).account('a').restLocations());
  expect(tokensAtTurn).toEqual([1]);
});
