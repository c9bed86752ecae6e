import { randomUUID } from 'node:crypto';
import { defaultSettings, type AssetRow, type ErrorBody, type Page } from '@fleet-watch/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  createBodyCheck,
  findAnswerProblems,
  listCalls,
  type ApiDocument,
  type DocumentedCall,
} from '../testing/documented-answers.ts';
import { irisAppId, startSystem, type System } from '../testing/start-system.ts';

let system: System;
let document: ApiDocument;
const account = () => system.accounts[0]!;

beforeAll(async () => {
  system = await startSystem({
    env: { ALLOW_PRIVATE_WEBHOOKS: 'true' },
    embeddedTemplate: inject('embeddedTemplateFolder'),
  });
  await system.install(account(), ['account.asset.manage']);
  document = (await (await fetch(`${system.backend().url}/openapi.json`)).json()) as ApiDocument;
});
afterAll(() => system.close());

const isOfApi = ({ path }: DocumentedCall): boolean => path.startsWith('/api/v1/');

/** A path without places for names. */
const toPlain = (path: string): string => path.replaceAll(/\{\w+\}/g, 'nothing');

const fetchPlain = ({ method, path }: DocumentedCall, init: RequestInit = {}) =>
  fetch(`${system.backend().url}${toPlain(path)}`, { method: method.toUpperCase(), ...init });

const asJson = (body: unknown, type = 'application/json'): RequestInit => ({
  headers: { 'Content-Type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** A call by its name in the document, at a path of its own where the document has a template. */
type Tried = { readonly call: string; readonly at?: string; readonly init?: RequestInit };

const toCall = (text: string): DocumentedCall => {
  const [method = '', path = ''] = text.split(' ');
  return { method, path };
};

const tryOut = async ({ call, at, init = {} }: Tried) => {
  const { method, path } = toCall(call);
  const answer = await system.ask(account(), at ?? path, { ...init, method: method.toUpperCase() });
  return { status: answer.status, problems: await findAnswerProblems(document, { method, path }, answer) };
};

const sendMessage = async (body: object) => {
  const identity = await system.trackunit.signIdentity({ irisAppId, accountId: account().accountId });
  const headers = { 'Content-Type': 'application/json', 'Trackunit-Identity': identity };
  const url = `${system.backend().url}/appinstall`;
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
};

const fine = { status: 200, problems: [] };

test('every call is named once, and every reference leads somewhere', () => {
  const ids = Object.values(document.paths).flatMap((operations) =>
    Object.values(operations).map(({ operationId }) => operationId),
  );
  expect(ids.every((id) => /^[a-z]\w+$/i.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, at = '']) => at);
  const find = (at: string) =>
    at.split('/').reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], document);
  expect(refs.filter((at) => find(at) === undefined)).toEqual([]);
});

test('each call answers as documented when it does what it is asked', async () => {
  const { content } = (await (
    await system.ask(account(), '/api/v1/fleet/assets?size=1')
  ).json()) as Page<AssetRow>;
  const started = await system.ask(account(), '/api/v1/syncs', { method: 'POST' });
  const { id } = (await started.json()) as { id: string };
  const webhook = { url: 'http://127.0.0.1:9/', enabled: true };
  const { silentAfterHours, silentAfterHoursByAssetType } = defaultSettings;
  const thresholds = { silentAfterHours, silentAfterHoursByAssetType };
  const tried: readonly Tried[] = [
    { call: 'get /api/v1/account' },
    { call: 'get /api/v1/fleet/summary' },
    { call: 'get /api/v1/fleet/facets' },
    { call: 'get /api/v1/fleet/assets', at: '/api/v1/fleet/assets?size=1000&sort=name,-lastSeenAt' },
    { call: 'get /api/v1/fleet/assets.csv' },
    { call: 'get /api/v1/fleet/assets/{assetId}', at: `/api/v1/fleet/assets/${content[0]!.assetId}` },
    { call: 'get /api/v1/settings' },
    { call: 'put /api/v1/settings', init: asJson({ ...defaultSettings, webhook }) },
    { call: 'post /api/v1/settings/preview', init: asJson(thresholds) },
    { call: 'get /api/v1/syncs' },
    { call: 'get /api/v1/syncs/{id}/events', at: `/api/v1/syncs/${id}/events` },
    { call: 'get /api/v1/syncs/{id}', at: `/api/v1/syncs/${id}` },
    { call: 'post /api/v1/webhook/secret' },
    { call: 'post /api/v1/webhook/test' },
    { call: 'get /api/v1/webhook' },
    { call: 'get /healthz' },
    { call: 'get /readyz' },
    { call: 'get /metrics' },
    { call: 'get /openapi.json' },
  ];
  for (const one of tried) expect({ ...one, ...(await tryOut(one)) }).toEqual({ ...one, ...fine });
  expect(await tryOut({ call: 'post /api/v1/syncs' })).toEqual({ status: 202, problems: [] });
  const message = { type: 'UPGRADED', irisAppId, accountId: account().accountId };
  const taken = await sendMessage(message);
  expect(taken.status).toBe(204);
  expect(await findAnswerProblems(document, toCall('post /appinstall'), taken)).toEqual([]);
  const names = [...tried.map(({ call }) => call), 'post /api/v1/syncs', 'post /appinstall'];
  const documented = listCalls(document).map(({ method, path }) => `${method} ${path}`);
  expect(documented.sort()).toEqual(names.sort());
});

const tooLarge = asJson({ padding: 'x'.repeat(70_000) });

test.each<Tried & { readonly status: number; readonly code: string }>([
  {
    ...{ call: 'get /api/v1/fleet/assets', at: '/api/v1/fleet/assets?size=0' },
    ...{ status: 400, code: 'constraint_violation' },
  },
  {
    ...{ call: 'get /api/v1/fleet/assets.csv', at: '/api/v1/fleet/assets.csv?page=1' },
    ...{ status: 400, code: 'constraint_violation' },
  },
  {
    ...{ call: 'get /api/v1/fleet/assets/{assetId}', at: '/api/v1/fleet/assets/%ZZ' },
    ...{ status: 400, code: 'constraint_violation' },
  },
  {
    ...{ call: 'get /api/v1/fleet/assets/{assetId}', at: '/api/v1/fleet/assets/nothing' },
    ...{ status: 404, code: 'not_found' },
  },
  {
    ...{ call: 'get /api/v1/syncs', at: '/api/v1/syncs?size=x' },
    ...{ status: 400, code: 'constraint_violation' },
  },
  { call: 'get /api/v1/syncs/{id}', at: '/api/v1/syncs/%ZZ', status: 400, code: 'constraint_violation' },
  { call: 'get /api/v1/syncs/{id}', at: `/api/v1/syncs/${randomUUID()}`, status: 404, code: 'not_found' },
  {
    ...{ call: 'get /api/v1/syncs/{id}/events', at: `/api/v1/syncs/${randomUUID()}/events` },
    ...{ status: 404, code: 'not_found' },
  },
  { call: 'post /api/v1/syncs', init: asJson('{"x'), status: 400, code: 'malformed_json' },
  { call: 'post /api/v1/syncs', init: tooLarge, status: 413, code: 'payload_too_large' },
  { call: 'put /api/v1/settings', init: asJson({}), status: 400, code: 'constraint_violation' },
  { call: 'put /api/v1/settings', init: asJson('{"x'), status: 400, code: 'malformed_json' },
  { call: 'put /api/v1/settings', init: tooLarge, status: 413, code: 'payload_too_large' },
  {
    ...{ call: 'put /api/v1/settings', init: asJson(defaultSettings, 'text/plain') },
    ...{ status: 415, code: 'unsupported_media_type' },
  },
  {
    ...{ call: 'put /api/v1/settings', init: asJson({ ...defaultSettings, writeBack: true }) },
    ...{ status: 409, code: 'scope_not_granted' },
  },
  {
    call: 'put /api/v1/settings',
    init: {
      ...asJson(defaultSettings),
      headers: { 'Content-Type': 'application/json', 'If-Match': '"old"' },
    },
    status: 412,
    code: 'precondition_failed',
  },
  { call: 'post /api/v1/settings/preview', init: asJson({}), status: 400, code: 'constraint_violation' },
  {
    ...{ call: 'post /api/v1/settings/preview', init: asJson('{}', 'application/x-www-form-urlencoded') },
    ...{ status: 415, code: 'unsupported_media_type' },
  },
  { call: 'post /api/v1/webhook/test', status: 429, code: 'too_many_requests' },
])('$call is refused as documented: $status $code', async ({ status, code, ...tried }) => {
  // The first of two tests at a time is sent, or refused as one that comes too soon; the second is refused.
  if (status === 429) await tryOut(tried);
  expect(await tryOut(tried)).toEqual({ status, problems: [] });
  const { method } = toCall(tried.call);
  const path = tried.at ?? toCall(tried.call).path;
  const again = await system.ask(account(), path, { ...tried.init, method: method.toUpperCase() });
  expect(((await again.json()) as ErrorBody).code).toBe(code);
});

test('every call of the app API without a token is refused as documented', async () => {
  for (const call of listCalls(document).filter(isOfApi)) {
    const answer = await fetchPlain(call);
    expect({ call, status: answer.status }).toEqual({ call, status: 401 });
    expect({ call, problems: await findAnswerProblems(document, call, answer) }).toEqual({
      call,
      problems: [],
    });
  }
});

test('every call of the app API for an account without the app is refused as documented', async () => {
  const [user] = system.accounts[1]!.users;
  const ask = { userId: user!.userId, irisAppId, evenIfNotInstalled: true };
  const { token } = await system.trackunit.userToken(ask);
  for (const call of listCalls(document).filter(isOfApi)) {
    const answer = await fetchPlain(call, { headers: { Authorization: `Bearer ${token}` } });
    expect({ call, status: answer.status }).toEqual({ call, status: 403 });
    expect({ call, problems: await findAnswerProblems(document, call, answer) }).toEqual({
      call,
      problems: [],
    });
  }
});

test('every path refuses another method as documented, and names those it is known with', async () => {
  for (const [path, operations] of Object.entries(document.paths)) {
    const methods = Object.keys(operations);
    const allowed = methods.flatMap((name) => (name === 'get' ? ['GET', 'HEAD'] : [name.toUpperCase()]));
    const answer = await system.ask(account(), toPlain(path), { method: 'DELETE' });
    expect([path, answer.status, answer.headers.get('allow')]).toEqual([path, 405, allowed.join(', ')]);
    const [method = ''] = methods;
    expect(await findAnswerProblems(document, { method, path }, answer)).toEqual([]);
  }
});

test('an install message is refused as documented', async () => {
  const call = toCall('post /appinstall');
  const type = { 'Content-Type': 'application/json' };
  const answers = [
    await fetchPlain(call, { headers: type, body: '{}' }),
    await fetchPlain(call, { headers: { ...type, 'Trackunit-Identity': 'x.y' }, body: '{}' }),
    await sendMessage({}),
    await sendMessage({ type: 'UPGRADED', irisAppId: '@x/y', accountId: account().accountId }),
    await sendMessage({ padding: 'x'.repeat(70_000) }),
    await fetchPlain(call, { body: 'text' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 400, 403, 413, 415]);
  for (const answer of answers) expect(await findAnswerProblems(document, call, answer)).toEqual([]);
});

test('a body with a member too many, one too few, or another code is not as documented', async () => {
  const { responses } = document.paths['/api/v1/account']!['get']!;
  const check = createBodyCheck(document);
  const schemaOf = (status: number) => responses[status]!.content!['application/json']!.schema;
  const known = (await (await system.ask(account(), '/api/v1/account')).json()) as Record<string, unknown>;
  const { status: _, ...without } = known;
  expect(check(schemaOf(200), known)).toEqual([]);
  expect(check(schemaOf(200), { ...known, more: 1 })).not.toEqual([]);
  expect(check(schemaOf(200), { ...known, lastSync: {} })).not.toEqual([]);
  expect(check(schemaOf(200), without)).not.toEqual([]);
  const refusal = { status: 401, code: 'token_missing', message: 'No.' };
  expect(check(schemaOf(401), refusal)).toEqual([]);
  expect(check(schemaOf(401), { ...refusal, code: 'not_found' })).not.toEqual([]);
  expect(check(schemaOf(401), { ...refusal, message: undefined })).not.toEqual([]);
});
