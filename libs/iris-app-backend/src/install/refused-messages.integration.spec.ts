import { errorBodySchema } from '@fleet-watch/contracts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { installedBody, startCallback, testIrisAppId } from '../testing/callback-under-test.ts';
import { createTestSigner } from '../testing/signer.ts';

describeEachDatabase((database) => {
  let callback: Awaited<ReturnType<typeof startCallback>>;
  beforeAll(async () => {
    callback = await startCallback({ database: database() });
  });
  afterAll(() => callback.stop());

  const countRows = async (accountId: string) => {
    const { rows } = await database().asSystem((tx) =>
      sql<{ n: number }>`select (select count(*) from iris_app.installation where account_id = ${accountId})
        + (select count(*) from iris_app.audit where account_id = ${accountId}) as n`.execute(tx),
    );
    return rows[0]?.n;
  };
  const withIdentity = async (headers: Record<string, string> = {}) => ({
    'trackunit-identity': await callback.signer.sign(),
    ...headers,
  });

  type Refusal = {
    readonly code: string;
    readonly status: number;
    readonly what: string;
    readonly body?: (good: Record<string, unknown>) => string | Uint8Array<ArrayBuffer>;
    readonly headers?: () => Record<string, string> | Promise<Record<string, string>>;
  };
  const without = (member: string) => (good: Record<string, unknown>) =>
    JSON.stringify({ ...good, [member]: undefined });
  const having = (members: Record<string, unknown>) => (good: Record<string, unknown>) =>
    JSON.stringify({ ...good, ...members });

  test.each<Refusal>([
    { status: 400, code: 'malformed_json', what: 'a body that is no JSON', body: () => '{' },
    { status: 400, code: 'malformed_json', what: 'an empty body', body: () => '' },
    {
      status: 400,
      code: 'malformed_json',
      what: 'a body that is no UTF-8',
      body: () => new Uint8Array([0x22, 0xff, 0x22]),
    },
    { status: 400, code: 'constraint_violation', what: 'a body that is no object', body: () => '[]' },
    { status: 400, code: 'constraint_violation', what: 'no type', body: without('type') },
    { status: 400, code: 'constraint_violation', what: 'no irisAppId', body: without('irisAppId') },
    { status: 400, code: 'constraint_violation', what: 'no accountId', body: without('accountId') },
    { status: 400, code: 'constraint_violation', what: 'no clientId', body: without('clientId') },
    { status: 400, code: 'constraint_violation', what: 'no clientSecret', body: without('clientSecret') },
    {
      status: 400,
      code: 'constraint_violation',
      what: 'an empty clientSecret',
      body: having({ clientSecret: '' }),
    },
    {
      status: 400,
      code: 'constraint_violation',
      what: 'a clientSecret with a line break',
      body: having({ clientSecret: 'a\nb' }),
    },
    {
      status: 400,
      code: 'constraint_violation',
      what: 'a clientId of 513 characters',
      body: having({ clientId: 'x'.repeat(513) }),
    },
    {
      status: 400,
      code: 'constraint_violation',
      what: 'an accountId that is no UUID',
      body: having({ accountId: '1 or 1' }),
    },
    { status: 401, code: 'identity_missing', what: 'no identity', headers: () => ({}) },
    {
      status: 401,
      code: 'identity_missing',
      what: 'an empty identity',
      headers: () => ({ 'trackunit-identity': '' }),
    },
    {
      status: 401,
      code: 'identity_invalid',
      what: 'an identity that is no JWT',
      headers: () => ({ 'trackunit-identity': 'x.y' }),
    },
    {
      status: 401,
      code: 'identity_invalid',
      what: 'an identity that names another account than the body',
      headers: async () => ({ 'trackunit-identity': await callback.signer.sign({ accountId: 'other' }) }),
    },
    {
      status: 401,
      code: 'identity_invalid',
      what: 'an expired identity',
      headers: async () => ({ 'trackunit-identity': await callback.signer.sign({ exp: 1 }) }),
    },
    {
      status: 403,
      code: 'iris_app_mismatch',
      what: 'a message for another app',
      body: having({ irisAppId: '@other/app' }),
    },
    {
      status: 403,
      code: 'iris_app_mismatch',
      what: 'an identity for another app',
      headers: async () => ({
        'trackunit-identity': await callback.signer.sign({ irisAppId: '@other/app' }),
      }),
    },
    {
      status: 413,
      code: 'payload_too_large',
      what: 'a body over 64 KiB',
      body: having({ pad: 'x'.repeat(65_536) }),
    },
    {
      status: 413,
      code: 'payload_too_large',
      what: 'a body of 4 MiB without an identity',
      body: having({ pad: 'x'.repeat(4_194_304) }),
      headers: () => ({}),
    },
    {
      status: 415,
      code: 'unsupported_media_type',
      what: 'a form',
      headers: () => withIdentity({ 'content-type': 'application/x-www-form-urlencoded' }),
    },
    {
      status: 415,
      code: 'unsupported_media_type',
      what: 'another charset',
      headers: () => withIdentity({ 'content-type': 'application/json; charset=utf-16' }),
    },
    {
      status: 415,
      code: 'unsupported_media_type',
      what: 'a compressed body',
      headers: () => withIdentity({ 'content-encoding': 'gzip' }),
    },
  ])('$status $code for $what, and nothing is stored', async ({ status, code, body, headers }) => {
    const good = installedBody();
    const answer = await callback.post((body ?? JSON.stringify)(good), await (headers ?? withIdentity)());
    expect(answer.status).toBe(status);
    expect(errorBodySchema.parse(await answer.json())).toMatchObject({ status, code });
    expect(await countRows(good.accountId)).toBe(0);
  });

  test('400 constraint_violation names each member that is wrong', async () => {
    const answer = await callback.deliver(installedBody({ clientId: 7, clientSecret: undefined }));
    const { violations } = errorBodySchema.parse(await answer.json());
    expect(violations?.map(({ field }) => field)).toEqual(['clientId', 'clientSecret']);
  });

  test('401 names the scheme that is asked for, as RFC 9110 wants it', async () => {
    const answer = await callback.post(JSON.stringify(installedBody()));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Trackunit-Identity');
  });

  test('405 method_not_allowed for a GET', async () => {
    const answer = await fetch(callback.url);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });

  test('500 forged messages cause at most one key request, and none is stored', async () => {
    const attacked = await startCallback({ database: database() });
    const forger = await createTestSigner({ alg: 'ES256' });
    const rowsBefore = await countAll();
    const statuses = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const identity = await forger.sign({}, { kid: `forged ${index}` });
        return (await attacked.post(JSON.stringify(installedBody()), { 'trackunit-identity': identity }))
          .status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(attacked.signer.requests()).toBe(1);
    expect(await countAll()).toBe(rowsBefore);
    await attacked.stop();
  });

  test('any body with any header is answered, never with 5xx, and never stored without an identity', async () => {
    const headerValue = fc.string({ unit: fc.constantFrom(...'abcXYZ019._-=+/ ;:,"') });
    const anyBody = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record(
          {
            type: fc.oneof(fc.constant('INSTALLED'), fc.string()),
            irisAppId: fc.oneof(fc.constant(testIrisAppId), fc.string()),
            accountId: fc.oneof(fc.uuid(), fc.string()),
            clientId: fc.oneof(fc.string(), fc.integer()),
            clientSecret: fc.oneof(
              fc.oneof(fc.string(), fc.constantFrom('', '💥', 'ü\u0000\n')),
              fc.constant(null),
            ),
          },
          { requiredKeys: [] },
        )
        .map((members) => JSON.stringify(members)),
    );
    const rowsBefore = await countAll();
    await fc.assert(
      fc.asyncProperty(anyBody, headerValue, fc.boolean(), async (body, header, json) => {
        const contentType = json ? 'application/json' : header.trim() || 'text/plain';
        const answer = await callback.post(body, {
          'trackunit-identity': header.trim(),
          'content-type': contentType,
        });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
    expect(await countAll()).toBe(rowsBefore);
    await fc.assert(
      fc.asyncProperty(anyBody, async (body) => {
        const answer = await callback.post(body, await withIdentity());
        expect([204, 400, 403]).toContain(answer.status);
      }),
      { numRuns: 150 },
    );
  });

  const countAll = async () => {
    const { rows } = await database().asSystem((tx) =>
      sql<{
        n: number;
      }>`select (select count(*) from iris_app.installation) + (select count(*) from iris_app.audit)
        + (select count(*) from iris_app.seen_message) as n`.execute(tx),
    );
    return rows[0]?.n;
  };
});
