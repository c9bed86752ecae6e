import { expect, test } from 'vitest';
import { json } from '../testing/serve.ts';
import { grant, installOf, startTokenServer, toForm, until } from '../testing/token-server.ts';
import { createMemoryTokenStore } from '../index.ts';

const scopes = ['asset.view'];
const minute = 60_000;

test('a thousand cold callers of one account share one token request', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider();
  const tokens = await Promise.all(Array.from({ length: 1_000 }, () => getToken({ accountId: 'a', scopes })));
  expect(new Set(tokens).size).toBe(1);
  expect(server.requests).toHaveLength(1);
});

test('a warm look-up gives the very same promise again', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider();
  await getToken({ accountId: 'a', scopes });
  expect(getToken({ accountId: 'a', scopes })).toBe(getToken({ accountId: 'a', scopes: [...scopes] }));
});

test('the order of scopes and a scope named twice make no second token, another set of scopes does', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider();
  const first = await getToken({ accountId: 'a', scopes: ['asset.view', 'account.asset.manage'] });
  const same = ['account.asset.manage', 'asset.view', 'asset.view'];
  expect(await getToken({ accountId: 'a', scopes: same })).toBe(first);
  expect(await getToken({ accountId: 'a', scopes })).not.toBe(first);
  expect(server.requests.map((request) => toForm(request)['scope'])).toEqual([
    'account.asset.manage asset.view',
    'asset.view',
  ]);
});

test('a list of scopes that its caller changes afterwards is another list', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider();
  const changing = ['asset.view'];
  await getToken({ accountId: 'a', scopes: changing });
  changing[0] = 'account.asset.manage';
  expect((await getToken({ accountId: 'a', scopes: changing })).grantedScopes).toEqual([
    'account.asset.manage',
  ]);
});

test('two accounts never get each other’s token', async () => {
  await using server = await startTokenServer((form, count) => ({
    ...(grant(form, count, undefined as never) as object),
    access_token: `token of ${form['client_id']}`,
  }));
  const { getToken } = server.createProvider();
  const [one, other] = await Promise.all(['a', 'b'].map((accountId) => getToken({ accountId, scopes })));
  expect(one?.token.reveal()).toBe('token of client of a');
  expect(other?.token.reveal()).toBe('token of client of b');
});

test('expires_in is honoured: the token serves while it lives and never after', async () => {
  await using server = await startTokenServer((form, count) => ({
    ...(grant(form, count, undefined as never) as object),
    expires_in: 1200,
  }));
  const { getToken } = server.createProvider();
  const first = await getToken({ accountId: 'a', scopes });
  expect(first.expiresAt).toEqual(new Date('2026-01-01T10:20:00Z'));
  server.clock.advance(15 * minute);
  expect(await getToken({ accountId: 'a', scopes })).toBe(first);
  expect(server.requests).toHaveLength(1);
  server.clock.advance(4.6 * minute);
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 2');
});

test('late in its life a token is renewed in the background while callers go on with it', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider();
  const first = await getToken({ accountId: 'a', scopes });
  server.clock.advance(50 * minute);
  const meanwhile = await Promise.all(Array.from({ length: 50 }, () => getToken({ accountId: 'a', scopes })));
  expect(new Set(meanwhile)).toEqual(new Set([first]));
  await until(() => server.requests.length === 2);
  await expect.poll(async () => (await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 2');
  expect(server.requests).toHaveLength(2);
});

test('tokens that came together are not renewed together', async () => {
  await using server = await startTokenServer();
  const chances = [0, 0.99];
  const { getToken } = server.createProvider({ random: () => chances.shift() ?? 0.5 });
  await getToken({ accountId: 'a', scopes });
  await getToken({ accountId: 'b', scopes });
  server.clock.advance(46 * minute);
  await getToken({ accountId: 'a', scopes });
  await getToken({ accountId: 'b', scopes });
  await until(() => server.requests.length === 3);
  expect(toForm(server.requests[2]!)['client_id']).toBe('client of a');
});

test('a renewal that fails leaves the token good, is reported, and is tried again after a pause', async () => {
  await using server = await startTokenServer();
  const reported: unknown[] = [];
  const { getToken } = server.createProvider({ report: (error) => reported.push(error) });
  const first = await getToken({ accountId: 'a', scopes });
  server.answerWith((_form, _count, response) => json(response, { error: 'invalid_client' }, 401));
  server.clock.advance(50 * minute);
  await getToken({ accountId: 'a', scopes });
  await until(() => reported.length === 1);
  expect(await getToken({ accountId: 'a', scopes })).toBe(first);
  expect(server.requests).toHaveLength(2);
  server.answerWith(grant);
  server.clock.advance(2 * minute);
  expect(await getToken({ accountId: 'a', scopes })).toBe(first);
  await until(() => server.requests.length === 3);
});

test('a token that is over is never handed out, even when no new one can be had', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider();
  await getToken({ accountId: 'a', scopes });
  server.answerWith((_form, _count, response) => json(response, { error: 'invalid_client' }, 401));
  server.clock.advance(60 * minute);
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'invalid_client' });
});

test('an aborted caller stops waiting at once, and the others get their token', async () => {
  await using server = await startTokenServer(async (form, count) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return grant(form, count, undefined as never);
  });
  const { getToken } = server.createProvider();
  const controller = new AbortController();
  const impatient = getToken({ accountId: 'a', scopes, signal: controller.signal });
  const patient = getToken({ accountId: 'a', scopes });
  controller.abort(new Error('enough'));
  await expect(impatient).rejects.toThrow('enough');
  expect((await patient).token.reveal()).toBe('token 1');
  await expect(getToken({ accountId: 'a', scopes, signal: controller.signal })).rejects.toThrow('enough');
});

test('memory is bounded: accounts in use stay, the others are asked for again', async () => {
  await using server = await startTokenServer();
  const { getToken } = server.createProvider({ maxAccounts: 10 });
  await getToken({ accountId: 'busy', scopes });
  for (let number = 0; number < 100; number += 1) {
    await getToken({ accountId: `account ${number}`, scopes });
    await getToken({ accountId: 'busy', scopes });
  }
  expect(server.requests).toHaveLength(101);
  await getToken({ accountId: 'account 0', scopes });
  expect(server.requests).toHaveLength(102);
});

test('no more token requests are under way than allowed', async () => {
  let underWay = 0;
  let most = 0;
  await using server = await startTokenServer(async (form, count) => {
    most = Math.max(most, (underWay += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay -= 1;
    return grant(form, count, undefined as never);
  });
  const { getToken } = server.createProvider({ maxInFlight: 4 });
  await Promise.all(Array.from({ length: 40 }, (_, number) => getToken({ accountId: `${number}`, scopes })));
  expect(most).toBe(4);
});

test('after a reinstall the new credential is used, and what the store has of the old one is gone', async () => {
  await using server = await startTokenServer();
  const store = createMemoryTokenStore();
  let generation = '1';
  const credentials = { findCredential: (id: string) => Promise.resolve(installOf(id, generation)) };
  const { getToken, invalidate } = server.createProvider({ credentials, store });
  await getToken({ accountId: 'a', scopes });
  generation = '2';
  await invalidate({ accountId: 'a' });
  await getToken({ accountId: 'a', scopes });
  expect(server.requests.map((request) => toForm(request)['client_secret'])).toEqual([
    's3cret 1',
    's3cret 2',
  ]);
  const key = {
    environment: server.url,
    irisAppId: '@fleet-watch/fleet-watch',
    accountId: 'a',
    scope: 'asset.view',
  };
  expect(await store.findToken({ ...key, generation: '1' })).toBeUndefined();
  expect(await store.findToken({ ...key, generation: '2' })).toBeDefined();
});

test.each(['refusal', 'token'])(
  'who waits while the app is reinstalled gets the new credential’s token, not the old one’s %s',
  async (late) => {
    await using server = await startTokenServer(async (form, count, response) => {
      if (form['client_secret'] === 's3cret 2') return grant(form, count, response);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return late === 'token'
        ? grant(form, count, response)
        : json(response, { error: 'invalid_client' }, 401);
    });
    let generation = '1';
    const credentials = { findCredential: (id: string) => Promise.resolve(installOf(id, generation)) };
    const { getToken, invalidate } = server.createProvider({ credentials });
    const waiting = getToken({ accountId: 'a', scopes });
    await until(() => server.requests.length === 1);
    generation = '2';
    await invalidate({ accountId: 'a' });
    expect((await waiting).token.reveal()).toBe('token 2');
  },
);

test('a reinstall reaches a token that was asked for many times, whatever its scopes', async () => {
  await using server = await startTokenServer();
  const { getToken, invalidate } = server.createProvider();
  const lists = [scopes, ['account.asset.manage', 'asset.view'], ['asset.view', 'account.asset.manage']];
  const askAll = () => Promise.all(lists.map((list) => getToken({ accountId: 'a', scopes: list })));
  const before = [...(await askAll()), ...(await askAll()), ...(await askAll())];
  await invalidate({ accountId: 'a' });
  for (const token of await askAll()) expect(before).not.toContain(token);
  expect(server.requests).toHaveLength(4);
});

test('after news may have been missed every account’s credential is looked up anew, and what the store has is used', async () => {
  await using server = await startTokenServer();
  let generation = '1';
  const credentials = {
    findCredential: (id: string) => Promise.resolve(installOf(id, id === 'a' ? generation : '1')),
  };
  const { getToken, forgetAll } = server.createProvider({ credentials, store: createMemoryTokenStore() });
  const askBoth = () => Promise.all(['a', 'b'].map((accountId) => getToken({ accountId, scopes })));
  const [oldA] = await askBoth();
  const [, oldB] = await askBoth();
  generation = '2';
  forgetAll();
  const [newA, newB] = await askBoth();
  expect(newA?.token.reveal()).not.toBe(oldA?.token.reveal());
  expect(newB?.token.reveal()).toBe(oldB?.token.reveal());
  expect(server.requests).toHaveLength(3);
});

test('who waits while news may have been missed gets the new credential’s token, and a failure is forgotten', async () => {
  await using server = await startTokenServer(async (form, count, response) => {
    if (form['client_secret'] === 's3cret 2') return grant(form, count, response);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return json(response, { error: 'invalid_client' }, 401);
  });
  let generation = '1';
  const credentials = { findCredential: (id: string) => Promise.resolve(installOf(id, generation)) };
  const { getToken, forgetAll } = server.createProvider({ credentials });
  await expect(getToken({ accountId: 'a', scopes })).rejects.toMatchObject({ code: 'invalid_client' });
  const waiting = getToken({ accountId: 'b', scopes });
  await until(() => server.requests.length === 2);
  generation = '2';
  forgetAll();
  expect((await waiting).token.reveal()).toBe('token 3');
  expect((await getToken({ accountId: 'a', scopes })).token.reveal()).toBe('token 4');
});

test('a token that Trackunit refused is dropped once, and a newer one that others hold stays', async () => {
  await using server = await startTokenServer();
  const { getToken, invalidate } = server.createProvider();
  const refused = await getToken({ accountId: 'a', scopes });
  await invalidate({ accountId: 'a', token: refused });
  const newer = await getToken({ accountId: 'a', scopes });
  await invalidate({ accountId: 'a', token: refused });
  expect(await getToken({ accountId: 'a', scopes })).toBe(newer);
  expect(server.requests).toHaveLength(2);
});

test('an API that refuses every token costs three token requests a minute, not one per call', async () => {
  await using server = await startTokenServer();
  const { getToken, invalidate } = server.createProvider();
  for (let call = 0; call < 20; call += 1) {
    await invalidate({ accountId: 'a', token: await getToken({ accountId: 'a', scopes }) });
  }
  expect(server.requests).toHaveLength(4);
  server.clock.advance(minute);
  await invalidate({ accountId: 'a', token: await getToken({ accountId: 'a', scopes }) });
  await getToken({ accountId: 'a', scopes });
  expect(server.requests).toHaveLength(5);
});
