import { IncomingMessage, request, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { defaultChoices, demoAccounts, type EmulatorEvent } from '../index.ts';
import { startApp } from '../testing/start-app.ts';
import { createEventLog } from './event-log.ts';
import { createEventStream } from './event-stream.ts';

const { alpine, nordhavn } = demoAccounts;

test('three accounts with their users are there from the start', async () => {
  await using app = await startApp();
  const { body } = await app.control('GET', '/accounts');
  expect(
    body.map(({ name, assetCount }: { name: string; assetCount: number }) => [name, assetCount]),
  ).toEqual([
    ['Nordhavn Rental', 60],
    ['Alpine Access', 250],
    ['Rhein Baumaschinen', 2500],
  ]);
  expect(body[0].users[0]).toMatchObject({ name: 'Freja Lindholm', role: 'Admin', language: 'da' });
});

test('calls and tokens are logged, decoded and without the token itself', async () => {
  await using app = await startApp();
  const token = await app.getToken();
  await app.withToken(token)('GET', '/api/asset/v2/assets?size=1');
  const calls = await app.control('GET', '/calls');
  expect(calls.body[0]).toMatchObject({
    method: 'GET',
    path: '/api/asset/v2/assets?size=1',
    route: 'GET /api/asset/v2/assets',
    status: 200,
    accountId: nordhavn,
    faultId: null,
  });
  const tokens = await app.control('GET', '/tokens');
  expect(tokens.body[0]).toMatchObject({
    kind: 'APP_INSTALL',
    accountId: nordhavn,
    header: { alg: 'RS256' },
  });
  expect(`${calls.text}${tokens.text}`).not.toContain(token);
  expect((await app.control('DELETE', '/tokens/no-such')).body.code).toBe('unknown_token');
});

test('whoever listens hears deliveries, tokens, calls and changes as they happen', async () => {
  await using app = await startApp();
  const stream = await fetch(`${app.trackunit.url}/_emulator/events`);
  const heard: EmulatorEvent['type'][] = [];
  const reading = (async () => {
    for await (const chunk of stream.body ?? []) {
      const types = new TextDecoder().decode(chunk as Uint8Array).matchAll(/^event: (.*)$/gm);
      heard.push(...[...types].map(([, type]) => type as EmulatorEvent['type']));
      if (heard.includes('api-call')) return;
    }
  })();
  await app.withToken(await app.getToken())('GET', '/api/asset/v2/assets');
  await reading;
  expect(heard).toEqual(expect.arrayContaining(['change', 'delivery', 'token', 'api-call']));
});

test('an identity may be signed wrong in a chosen way', async () => {
  await using app = await startApp();
  const { body } = await app.control('POST', '/identities', {
    irisAppId: '@other/app',
    accountId: alpine,
    claims: { exp: 1 },
    omitClaims: ['iss'],
  });
  expect(decodeJwt(body.token)).toMatchObject({ irisAppId: '@other/app', exp: 1 });
  expect(body.claims).not.toHaveProperty('iss');
});

test('rotating the identity keys publishes the new beside the old', async () => {
  await using app = await startApp();
  const { body } = await app.control('POST', '/keys', { keys: 'identity' });
  expect(body.keys).toHaveLength(2);
});

test('choices have documented defaults, are changed one by one, and a wrong one is refused', async () => {
  await using app = await startApp();
  expect((await app.control('GET', '/choices')).body).toEqual(defaultChoices);
  await app.control('PATCH', '/choices', { patchAnswer: 'no-content' });
  expect((await app.control('PATCH', '/choices', { deniedScopes: 'reject' })).body).toMatchObject({
    patchAnswer: 'no-content',
    deniedScopes: 'reject',
  });
  const wrong = await app.control('PATCH', '/choices', { deniedScopes: 'perhaps' });
  expect([wrong.status, wrong.body.code]).toEqual([400, 'constraint_violation']);
  expect((await app.control('PATCH', '/choices', { noSuchChoice: 1 })).status).toBe(400);
});

test('a reset takes everything back to the seed', async () => {
  await using app = await startApp();
  const api = app.withToken(await app.getToken());
  const before = app.trackunit.truth(nordhavn).counts;
  await app.control('POST', '/accounts', {
    accountId: '11111111-1111-4111-8111-111111111111',
    name: 'More',
    assetCount: 5,
  });
  await app.control('POST', '/clock', { jumpSeconds: 86_400 * 30 });
  app.trackunit.addFault({ effect: { kind: 'html' } });
  expect((await app.control('POST', '/reset')).status).toBe(204);
  expect((await api('GET', '/api/asset/v2/assets')).status).toBe(401);
  expect((await app.control('GET', '/accounts')).body).toHaveLength(3);
  expect((await app.control('GET', '/apps')).body[0].installs).toEqual([]);
  expect((await app.control('GET', '/deliveries')).body).toEqual([]);
  expect(app.trackunit.truth(nordhavn).counts).toEqual(before);
});

const askAs = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    // fetch does not let anybody choose the Host header.
    const { port } = new URL(url);
    request({ host: '127.0.0.1', port, path: '/_emulator/accounts', headers: { Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('a page of another host name cannot control the emulator', async () => {
  await using app = await startApp();
  const { url } = app.trackunit;
  expect(await askAs(url, 'evil.example')).toBe(403);
  expect(await askAs(url, '127.0.0.1.evil.example')).toBe(403);
  expect(await askAs(url, 'localhost:4400')).toBe(200);
  expect(await askAs(url, '127.0.0.1')).toBe(200);
});

test('a page of another origin, and an extension, cannot change anything; Manager and programs can', async () => {
  await using app = await startApp();
  const { url, appsUrl } = app.trackunit;
  const reset = async (headers: Record<string, string>) =>
    (await fetch(`${url}/_emulator/reset`, { method: 'POST', headers })).status;
  expect(await reset({ Origin: 'https://evil.example' })).toBe(403);
  expect(await reset({ Origin: 'null' })).toBe(403);
  expect(await reset({ Origin: appsUrl })).toBe(403);
  expect(await reset({ Origin: url })).toBe(204);
  expect(await reset({ Origin: url.replace('127.0.0.1', 'localhost') })).toBe(204);
  expect(await reset({})).toBe(204);
});

test('Manager’s pages answer every other address, and the API address without its slash', async () => {
  await using app = await startApp();
  for (const path of ['/', '/fleet', '/assets/1', '/goto/acme', '/api/graphql']) {
    const page = await app.call('GET', path);
    expect([path, page.status, page.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/html; charset=utf-8',
    ]);
  }
  expect((await app.call('POST', '/fleet')).body.code).toBe('not_emulated');
  expect((await app.call('POST', '/api/graphql', {})).headers.get('content-type')).toContain('text/html');
});

test('an extension may call the APIs from the origin of the frames, and no other origin may', async () => {
  await using app = await startApp();
  const preflight = (origin: string) =>
    fetch(`${app.trackunit.url}/api/graphql/`, { method: 'OPTIONS', headers: { Origin: origin } });
  const own = await preflight(app.trackunit.appsUrl);
  expect(own.headers.get('access-control-allow-origin')).toBe(app.trackunit.appsUrl);
  expect(own.headers.get('access-control-allow-headers')).toContain('Authorization');
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
});

test('a misspelt parameter of the truth is refused rather than passed over', async () => {
  await using app = await startApp();
  const { status, body } = await app.control('GET', `/truth/${nordhavn}?silentAfterHour=1`);
  expect([status, body.code, body.message]).toEqual([
    400,
    'bad_query',
    expect.stringContaining('silentAfterHour is none of'),
  ]);
});

test('keys that are rotated at the same time are all published', async () => {
  await using app = await startApp();
  const rotate = () => app.trackunit.rotateKeys({ keepOld: true });
  await Promise.all([rotate(), rotate()]);
  expect((await app.call('GET', '/oauth2/v1/keys')).body.keys).toHaveLength(3);
});

test('a reader of the events who stops reading is left, so that nothing piles up', () => {
  const log = createEventLog(() => 0);
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  createEventStream(log)(response);
  const what = 'x'.repeat(10_000);
  for (let i = 0; i < 1_000; i += 1) log.addChange(what);
  expect(response.destroyed).toBe(true);
  expect(response.writableLength).toBeLessThan(2 * 1024 * 1024);
});
