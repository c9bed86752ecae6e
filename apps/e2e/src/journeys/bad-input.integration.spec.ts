import { randomUUID } from 'node:crypto';
import { defaultSettings, type ErrorBody, type Settings } from '@fleet-watch/contracts';
import { createDatabase, type Database } from '@fleet-watch/iris-app-backend';
import { createTestDatabase } from '@fleet-watch/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { irisAppId, startSystem, type System } from '../testing/start-system.ts';

/** What an install message leaves behind. */
type Stored = Readonly<
  Record<'iris_app.installation' | 'iris_app.audit' | 'iris_app.seen_message', { readonly key: unknown }>
>;

let system: System;
let database: Database<Stored>;

beforeAll(async () => {
  const url = await createTestDatabase(inject('postgresUrl'));
  system = await startSystem({ env: { DATABASE_URL: url } });
  database = await createDatabase<Stored>({ url });
  await system.install(system.accounts[0]!);
});
afterAll(async () => {
  await database.close();
  await system.close();
});

const toError = async (response: Response): Promise<ErrorBody> => (await response.json()) as ErrorBody;

describe('POST /appinstall', () => {
  const accountId = randomUUID();
  const message = { type: 'INSTALLED', irisAppId, accountId, clientId: '0oa1', clientSecret: 'never-stored' };

  const post = (body: unknown, headers: Record<string, string>): Promise<Response> =>
    fetch(`${system.backend().url}/appinstall`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  const identity = async () => ({
    'Trackunit-Identity': await system.trackunit.signIdentity({ irisAppId, accountId }),
  });

  const forged = async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const header = { alg: 'RS256', kid: 'forged', jwk: await exportJWK(publicKey) };
    const token = await new SignJWT({ irisAppId, accountId })
      .setProtectedHeader(header)
      .setIssuedAt()
      .sign(privateKey);
    return { 'Trackunit-Identity': token };
  };

  const countRows = () =>
    database.asSystem(async (tx) => {
      const tables = ['iris_app.installation', 'iris_app.audit', 'iris_app.seen_message'] as const;
      const counts: number[] = [];
      for (const table of tables) {
        const { n } = await tx
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow();
        counts.push(n);
      }
      return counts;
    });

  /** Posts what has to be refused, and sees that no row of it stays and that the log does not tell it. */
  const refuse: typeof post = async (body, headers) => {
    const before = await countRows();
    const response = await post(body, headers);
    expect(await countRows()).toEqual(before);
    expect(system.backend().output()).not.toContain('never-stored');
    return response;
  };

  test('without an identity is 401 identity_missing', async () => {
    const response = await refuse(message, {});
    expect(response.status).toBe(401);
    expect(await toError(response)).toMatchObject({ status: 401, code: 'identity_missing' });
  });

  test('with a forged identity is 401 identity_invalid', async () => {
    const response = await refuse(message, await forged());
    expect(response.status).toBe(401);
    expect((await toError(response)).code).toBe('identity_invalid');
  });

  test('for another app is 403 iris_app_mismatch', async () => {
    const response = await refuse({ ...message, irisAppId: '@someone/else' }, await identity());
    expect(response.status).toBe(403);
    expect((await toError(response)).code).toBe('iris_app_mismatch');
  });

  test('with a missing field is 400 constraint_violation that names the field', async () => {
    const { clientSecret: _, ...rest } = message;
    const response = await refuse(rest, await identity());
    expect(response.status).toBe(400);
    expect(await toError(response)).toMatchObject({
      code: 'constraint_violation',
      violations: [{ field: 'clientSecret' }],
    });
  });

  test('of a type that nobody knows is 204 up to 512 characters, however odd, and 400 beyond', async () => {
    const send = async (type: string) => (await post({ ...message, type }, await identity())).status;
    expect(await send('UPGRADED')).toBe(204);
    expect(await send('\n☃'.repeat(256))).toBe(204);
    expect(await send('U'.repeat(513))).toBe(400);
    expect(await send('U\0')).toBe(400);
  });

  test('that is no JSON is 400 malformed_json', async () => {
    const response = await refuse('{"type":', await identity());
    expect([response.status, (await toError(response)).code]).toEqual([400, 'malformed_json']);
  });

  test('over 64 KiB is 413, of another type 415', async () => {
    const large = await refuse({ ...message, padding: 'x'.repeat(70_000) }, await identity());
    expect([large.status, (await toError(large)).code]).toEqual([413, 'payload_too_large']);
    const text = await refuse(message, { ...(await identity()), 'Content-Type': 'text/plain' });
    expect([text.status, (await toError(text)).code]).toEqual([415, 'unsupported_media_type']);
  });

  test('every answer carries a request id', async () => {
    expect((await post(message, {})).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the app API', () => {
  const account = () => system.accounts[0]!;
  const call = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${system.backend().url}${path}`, { headers });

  test('without a token is 401 token_missing, with a wrong one 401 token_invalid', async () => {
    const missing = await call('/api/v1/account');
    expect([missing.status, (await toError(missing)).code]).toEqual([401, 'token_missing']);
    const wrong = await call('/api/v1/account', { Authorization: 'Bearer abc.def.ghi' });
    expect([wrong.status, (await toError(wrong)).code]).toEqual([401, 'token_invalid']);
  });

  test.each([
    ['/api/v1/fleet/assets?size=0', 'size'],
    ['/api/v1/fleet/assets?size=1001', 'size'],
    ['/api/v1/fleet/assets?page=-1', 'page'],
    ['/api/v1/fleet/assets?sort=owner', 'sort'],
    ['/api/v1/fleet/assets?state=ASLEEP', 'state'],
    ['/api/v1/fleet/assets?colour=red', 'colour'],
    ['/api/v1/fleet/assets?q=%00', 'q'],
    ['/api/v1/fleet/assets.csv?page=1', 'page'],
  ])('%s is 400 constraint_violation and names %s', async (path, field) => {
    const response = await system.ask(account(), path);
    expect(response.status).toBe(400);
    expect(await toError(response)).toMatchObject({ code: 'constraint_violation', violations: [{ field }] });
  });

  test.each([
    '/api/v1/fleet/assets/nothing',
    '/api/v1/fleet/assets/%00',
    '/api/v1/syncs/nothing',
    `/api/v1/syncs/${randomUUID()}`,
    '/api/v1/no',
  ])('%s is 404 not_found', async (path) => {
    const response = await system.ask(account(), path);
    expect([response.status, (await toError(response)).code]).toEqual([404, 'not_found']);
  });

  test('settings that can’t be are refused whole, and the old ones stay', async () => {
    const before = await (await system.ask(account(), '/api/v1/settings')).json();
    const response = await system.ask(account(), '/api/v1/settings', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        silentAfterHours: 0,
        silentAfterHoursByAssetType: {},
        webhook: null,
        writeBack: false,
      }),
    });
    expect([response.status, (await toError(response)).code]).toEqual([400, 'constraint_violation']);
    expect(await (await system.ask(account(), '/api/v1/settings')).json()).toEqual(before);
  });

  test.each([
    ['PUT', '/api/v1/settings'],
    ['POST', '/api/v1/settings/preview'],
  ])('a body of %s %s that is JSON but no object is 400 constraint_violation', async (method, path) => {
    const refuse = async (body: string) => {
      const headers = { 'Content-Type': 'application/json' };
      const response = await system.ask(account(), path, { method, headers, body });
      return [response.status, (await toError(response)).code];
    };
    for (const body of ['null', '"x"', '5', '[]', 'true'])
      expect(await refuse(body)).toEqual([400, 'constraint_violation']);
    expect(await refuse('{"silent')).toEqual([400, 'malformed_json']);
  });

  test.each([
    ['PUT', '/api/v1/settings'],
    ['POST', '/api/v1/settings/preview'],
  ])('a body of %s %s that is not said to be JSON is 415 unsupported_media_type', async (method, path) => {
    const refuse = async (type: string) => {
      const body = new Blob([JSON.stringify(defaultSettings)], { type });
      const response = await system.ask(account(), path, { method, body });
      return [response.status, (await toError(response)).code];
    };
    for (const type of ['', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])
      expect(await refuse(type)).toEqual([415, 'unsupported_media_type']);
  });

  test('a call that takes no body may come without a type, and with an empty body', async () => {
    const started = await system.ask(account(), '/api/v1/syncs', { method: 'POST', body: '' });
    expect(started.status).toBe(202);
  });

  test('a threshold for a type of the name __proto__ is 400 constraint_violation, not dropped', async () => {
    const body = JSON.stringify(defaultSettings).replace('"TOOL"', '"__proto__"');
    const headers = { 'Content-Type': 'application/json' };
    const response = await system.ask(account(), '/api/v1/settings', { method: 'PUT', headers, body });
    expect(response.status).toBe(400);
    const violations = [{ field: 'silentAfterHoursByAssetType.__proto__' }];
    expect(await toError(response)).toMatchObject({ code: 'constraint_violation', violations });
  });

  test('writing back without the granted scope is 409 scope_not_granted', async () => {
    const denied = system.accounts[1]!;
    const { scopes } = await system.install(denied, ['account.asset.manage']);
    expect(scopes).toEqual({ granted: ['asset.view'], denied: ['account.asset.manage'] });
    const settings: Settings = {
      silentAfterHours: 72,
      silentAfterHoursByAssetType: {},
      webhook: null,
      writeBack: true,
    };
    const response = await system.ask(denied, '/api/v1/settings', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(settings),
    });
    expect([response.status, (await toError(response)).code]).toEqual([409, 'scope_not_granted']);
  });

  test('a page of another origin may not call, the extension’s may', async () => {
    const ask = (origin: string) =>
      fetch(`${system.backend().url}/api/v1/account`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
      });
    expect((await ask('https://evil.example.com')).headers.get('access-control-allow-origin')).toBeNull();
    const allowed = await ask(system.trackunit.appsUrl);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(system.trackunit.appsUrl);
  });

  test('the CSV holds every row of the filter, and a sync’s events end with the sync', async () => {
    const csv = await (await system.ask(account(), '/api/v1/fleet/assets.csv')).text();
    expect(csv.trimEnd().split('\r\n')).toHaveLength(account().assetCount + 1);
    const { id } = (await (await system.ask(account(), '/api/v1/syncs', { method: 'POST' })).json()) as {
      id: string;
    };
    const events = await (await system.ask(account(), `/api/v1/syncs/${id}/events`)).text();
    const states = [...events.matchAll(/^data: (.*)$/gm)].map(
      ([, data]) => (JSON.parse(data ?? '') as { state: string }).state,
    );
    expect(states.at(-1)).toBe('SUCCEEDED');
  });
});
