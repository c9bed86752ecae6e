import { expect, test } from 'vitest';
import { createMemoryBudgetStore, type BudgetStore } from '../index.ts';
import { graphqlPage, startApiServer, toVariables } from '../testing/api-server.ts';
import { assertRestSuccess } from './rest-answer.ts';
import { collect } from '../testing/collect.ts';
import { json } from '../testing/serve.ts';

const last = { edges: [], pageInfo: { endCursor: null, hasNextPage: false } };
const empty = { data: { assets: last } };

test('429 with Retry-After is waited for, and the reading goes on', async () => {
  await using server = await startApiServer((_request, count, response) => {
    if (count > 1) return empty;
    response.setHeader('retry-after', '7');
    return json(response, {}, 429);
  });
  await collect(server.createClient().account('a').assets());
  expect(server.requests).toHaveLength(2);
  expect(server.clock.slept).toEqual([7_250]);
});

test('429 without Retry-After is waited for with growing pauses', async () => {
  await using server = await startApiServer((_request, count, response) =>
    count > 3 ? empty : json(response, {}, 429),
  );
  await collect(server.createClient().account('a').assets());
  expect(server.clock.slept).toEqual([250, 500, 1_000]);
});

test('RATE_LIMITED is waited for as long as its resetIn says', async () => {
  await using server = await startApiServer((_request, count) =>
    count > 1
      ? empty
      : { errors: [{ message: 'wait', extensions: { code: 'RATE_LIMITED', cost: 10, resetIn: 586_351 } }] },
  );
  await collect(server.createClient().account('a').assets());
  expect(server.clock.slept).toEqual([586_601]);
});

test('RATE_LIMITED without a resetIn is waited for as long as Retry-After says', async () => {
  await using server = await startApiServer((_request, count, response) => {
    if (count > 1) return empty;
    response.setHeader('retry-after', '30');
    return json(response, { errors: [{ message: 'wait', extensions: { code: 'RATE_LIMITED' } }] }, 429);
  });
  await collect(server.createClient().account('a').assets());
  expect(server.clock.slept).toEqual([30_250]);
});

test('when the points run low the next page waits until they are back', async () => {
  await using server = await startApiServer((request) => {
    const number = Number(toVariables(request).after ?? 0) + 1;
    const remaining = number === 2 ? 999 : 5_000;
    return graphqlPage(number, 3, { cost: 100, remaining, resetIn: 60_000 });
  });
  expect(await collect(server.createClient().account('a').assets())).toHaveLength(3);
  expect(server.clock.slept).toEqual([60_000]);
});

test('a wait that is longer than allowed fails at once and says how long it would be', async () => {
  await using server = await startApiServer(() => ({
    errors: [{ message: 'wait', extensions: { code: 'RATE_LIMITED', resetIn: 586_351 } }],
  }));
  const client = server.createClient({ maxWaitMs: 60_000 });
  for (let call = 0; call < 3; call += 1) {
    await expect(collect(client.account('a').assets())).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 586_601,
    });
  }
  expect(server.requests).toHaveLength(1);
});

test('a fault that asks for a longer wait than allowed fails at once', async () => {
  await using server = await startApiServer((_request, _count, response) => {
    response.setHeader('retry-after', '3600');
    return json(response, {}, 503);
  });
  await expect(collect(server.createClient().account('a').assets())).rejects.toMatchObject({
    code: 'unavailable',
    retryAfterMs: 3_600_000,
  });
  expect(server.clock.slept).toEqual([]);
});

test('a reading need not wait long to begin, and waits as ever once it has', async () => {
  await using server = await startApiServer((_request, count) =>
    count === 1
      ? { errors: [{ message: 'wait', extensions: { code: 'RATE_LIMITED', resetIn: 60_000 } }] }
      : graphqlPage(count - 1, 3, { cost: 100, remaining: 999, resetIn: 30_000 }),
  );
  const account = server.createClient().account('a');
  const opening = account.openFleet({ maxWaitToOpenMs: 10_000 });
  await expect(opening).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 60_250 });
  server.clock.advance(60_250);
  const { pages } = await account.openFleet({ maxWaitToOpenMs: 10_000 });
  expect(await collect(pages)).toHaveLength(3);
  expect(server.clock.slept).toEqual([30_000, 30_000]);
});

test.each([
  ['that is known to have no GraphQL', 'html'],
  ['whose GraphQL turns out not to be there', undefined],
] as const)('a reading %s need not wait long to begin, and waits as ever once it has', async (_what, gap) => {
  let isLimited = true;
  await using server = await startApiServer(({ method, path }, _count, response) => {
    if (method === 'POST') return json(response, {}, 404);
    if (isLimited || (path.startsWith('/api/asset/') && server.clock.slept.length < 2)) {
      response.setHeader('retry-after', '60');
      return json(response, {}, 429);
    }
    return { content: [{ id: 'a', properties: {} }], totalPages: path.startsWith('/api/asset/') ? 1 : 2 };
  });
  const account = server.createClient().account('a');
  const open = () => account.openFleet({ maxWaitToOpenMs: 10_000, knownGap: gap });
  await expect(open()).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 60_250 });
  expect(server.clock.slept).toEqual([]);
  isLimited = false;
  server.clock.advance(61_300);
  const reading = await open();
  expect(reading).toMatchObject({ source: 'REST' });
  expect((await collect(reading.pages)).flat()).toHaveLength(1);
  expect(server.clock.slept).toEqual([1_050, 60_250]);
});

test('a limit that claims to last for years is believed for an hour', async () => {
  await using server = await startApiServer((_request, count, response) => {
    if (count > 1) return empty;
    response.setHeader('retry-after', '86400000');
    return json(response, {}, 429);
  });
  const { account } = server.createClient();
  await expect(collect(account('a').assets())).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
  server.clock.advance(3_600_000);
  await collect(account('a').assets());
  expect(server.requests).toHaveLength(2);
});

test('one account’s limit does not slow another', async () => {
  await using server = await startApiServer((request, _count, response) =>
    request.headers.authorization === 'Bearer token 1' ? json(response, {}, 429) : empty,
  );
  const client = server.createClient({ maxWaitMs: 100, retry: { attempts: 1 } });
  await expect(collect(client.account('a').assets())).rejects.toMatchObject({ code: 'rate_limited' });
  await collect(client.account('b').assets());
  expect(server.clock.slept).toEqual([]);
});

test('budgets survive a restart and are shared by processes', async () => {
  await using server = await startApiServer((_request, count, response) => {
    if (count > 1) return empty;
    response.setHeader('retry-after', '3600');
    return json(response, {}, 429);
  });
  const budgets = createMemoryBudgetStore();
  const refusal = { code: 'rate_limited' };
  await expect(collect(server.createClient({ budgets }).account('a').assets())).rejects.toMatchObject(
    refusal,
  );
  await expect(collect(server.createClient({ budgets }).account('a').assets())).rejects.toMatchObject(
    refusal,
  );
  expect(server.requests).toHaveLength(1);
  server.clock.advance(3_601_000);
  await collect(server.createClient({ budgets }).account('a').assets());
  expect(server.requests).toHaveLength(2);
});

test('a budget store that fails is reported and holds up no call', async () => {
  await using server = await startApiServer((_request, count, response) =>
    count > 1 ? empty : json(response, {}, 429),
  );
  const fail = () => Promise.reject(new Error('the store is gone'));
  const budgets: BudgetStore = { reserve: fail, pause: fail };
  const reported: unknown[] = [];
  const client = server.createClient({ budgets, report: (error) => reported.push(error) });
  await collect(client.account('a').assets());
  expect(reported).toHaveLength(3);
});

test('locations are read one page a second', async () => {
  await using server = await startApiServer(() => ({
    content: [{ properties: { assetId: 'A', updatedAt: '2026-01-01T10:00:00Z' } }],
    totalPages: 3,
  }));
  const pages = await collect(server.createClient().account('a').restLocations());
  expect(pages.flat()).toHaveLength(3);
  expect(server.clock.slept).toEqual([1_050, 1_050]);
});

test('a stumbling API is asked again, with pauses that are spread and grow', async () => {
  await using server = await startApiServer((_request, count, response) => {
    if (count === 1) return json(response, {}, 503);
    if (count === 2) return response.destroy();
    if (count === 3)
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"as');
    return empty;
  });
  await collect(server.createClient().account('a').assets());
  expect(server.requests).toHaveLength(4);
  expect(server.clock.slept).toEqual([250, 500, 1_000]);
});

test('a pause is anything from nothing to its limit, so that clients do not come back together', async () => {
  await using server = await startApiServer((_request, count, response) =>
    count > 2 ? empty : json(response, {}, 503),
  );
  const chances = [0, 0.999];
  await collect(
    server
      .createClient({ random: () => chances.shift() ?? 0.5 })
      .account('a')
      .assets(),
  );
  expect(server.clock.slept).toEqual([0, 999]);
});

test('503 with Retry-After is asked again no sooner', async () => {
  await using server = await startApiServer((_request, count, response) => {
    if (count > 1) return empty;
    response.setHeader('retry-after', '20');
    return json(response, {}, 503);
  });
  await collect(server.createClient().account('a').assets());
  expect(server.clock.slept).toEqual([20_250]);
});

test('an API that is down for one account after another is left alone for all of them, then probed', async () => {
  let isDown = true;
  await using server = await startApiServer((_request, _count, response) =>
    isDown ? json(response, {}, 500) : empty,
  );
  const client = server.createClient({ retry: { attempts: 1 } });
  const read = (accountId: string) => collect(client.account(accountId).assets());
  for (let number = 0; number < 20; number += 1) {
    await expect(read(`account ${number}`)).rejects.toMatchObject({ code: 'unavailable' });
  }
  expect(server.requests).toHaveLength(10);
  isDown = false;
  server.clock.advance(5_001);
  await read('a');
  await read('b');
});

test('at most so many requests are under way for one account, and in all', async () => {
  const underWay = new Map<string, number>();
  let most = 0;
  let mostInAll = 0;
  await using server = await startApiServer(async (request) => {
    const who = request.headers.authorization ?? '';
    underWay.set(who, (underWay.get(who) ?? 0) + 1);
    most = Math.max(most, underWay.get(who) ?? 0);
    mostInAll = Math.max(
      mostInAll,
      [...underWay.values()].reduce((sum, count) => sum + count, 0),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay.set(who, (underWay.get(who) ?? 0) - 1);
    return empty;
  });
  const client = server.createClient({ maxInFlightPerAccount: 2, maxInFlight: 5 });
  const accounts = Array.from({ length: 40 }, (_, number) => client.account(`account ${number % 4}`));
  await Promise.all(accounts.map((account) => collect(account.assets())));
  expect([most, mostInAll]).toEqual([2, 5]);
});

test('writing custom fields may be repeated, because values are set and not added', async () => {
  await using server = await startApiServer((_request, count, response) =>
    count < 3 ? json(response, {}, 503) : response.writeHead(204).end(),
  );
  await server
    .createClient()
    .account('a')
    .setAssetTextFields({ assetId: 'a', values: { key: 'text' } });
  expect(server.requests).toHaveLength(3);
});

test.each([
  [429, 2],
  [503, 1],
])('a call that must not be made twice and meets %i is made %i times', async (status, times) => {
  await using server = await startApiServer((_request, count, response) =>
    count === 1 ? json(response, {}, status) : {},
  );
  const outcome = server.createCaller()({
    accountId: 'a',
    endpoint: 'onboarding',
    scopes: ['account.asset.manage'],
    method: 'POST',
    path: '/api/asset/v1/assets/onboard',
    isIdempotent: false,
    understand: assertRestSuccess,
  });
  // After a 429 Trackunit did nothing; after a 503 nobody knows.
  if (status === 429) await outcome;
  else await expect(outcome).rejects.toMatchObject({ code: 'unavailable' });
  expect(server.requests).toHaveLength(times);
});
