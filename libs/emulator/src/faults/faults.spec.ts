import { expect, test, vi } from 'vitest';
import { demoAccounts, type FaultRequest } from '../index.ts';
import { startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;
const path = '/api/asset/v2/assets';
const route = `GET ${path}`;

const start = async (fault?: FaultRequest) => {
  const app = await startApp();
  const api = app.withToken(await app.getToken());
  if (fault) app.trackunit.addFault(fault);
  return { app, ask: () => api('GET', `${path}?size=60`), [Symbol.asyncDispose]: app.close };
};

test('a status takes the place of the answer, so often and no more', async () => {
  await using run = await start({
    route,
    count: 2,
    effect: { kind: 'status', status: 503, retryAfterSeconds: 7 },
  });
  for (let i = 0; i < 2; i += 1) {
    const { status, body, headers } = await run.ask();
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'service_unavailable', '7']);
  }
  expect((await run.ask()).status).toBe(200);
  expect((await run.app.control('GET', '/faults')).body).toEqual([]);
});

test('a fault strikes its route and its account only', async () => {
  await using run = await start({
    route: 'GET /api/asset/*',
    accountId: alpine,
    effect: { kind: 'status', status: 500 },
  });
  expect((await run.ask()).status).toBe(200);
  const other = run.app.withToken(await run.app.getToken(alpine));
  expect((await other('GET', path)).body.code).toBe('internal_error');
  expect((await other('GET', '/api/site/v1/sites')).status).toBe(200);
});

test('a fault on /apptoken finds the account by its client', async () => {
  await using app = await startApp();
  await app.install(alpine);
  await app.install(nordhavn);
  app.trackunit.addFault({
    route: 'POST /apptoken',
    accountId: alpine,
    effect: { kind: 'status', status: 500 },
  });
  expect((await app.requestToken(alpine, 'asset.view')).status).toBe(500);
  expect((await app.requestToken(nordhavn, 'asset.view')).status).toBe(200);
  expect(app.trackunit.calls().map(({ accountId }) => accountId)).toEqual([nordhavn, alpine]);
});

test('probability is drawn the same way in every run', async () => {
  const draw = async () => {
    await using run = await start({ route, probability: 0.5, effect: { kind: 'status', status: 500 } });
    const statuses: number[] = [];
    for (let i = 0; i < 20; i += 1) statuses.push((await run.ask()).status);
    return statuses;
  };
  const first = await draw();
  expect(new Set(first)).toEqual(new Set([200, 500]));
  expect(await draw()).toEqual(first);
});

test('latency waits and adds to another fault', async () => {
  await using run = await start({ route, effect: { kind: 'latency', ms: 60 } });
  run.app.trackunit.addFault({ route, effect: { kind: 'status', status: 500 } });
  const startedMs = performance.now();
  expect((await run.ask()).status).toBe(500);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(55);
});

test.each([{ kind: 'reset' }, { kind: 'cut' }, { kind: 'cut', afterBytes: 10 }] as const)(
  'with $kind the connection breaks',
  async (effect) => {
    await using run = await start({ route, effect });
    await expect(run.ask()).rejects.toThrow();
    run.app.trackunit.clearFaults();
    expect((await run.ask()).status).toBe(200);
  },
);

test('a slow body arrives whole, later', async () => {
  await using run = await start({ route, effect: { kind: 'slow-body', bytesPerSecond: 100_000 } });
  const startedMs = performance.now();
  expect((await run.ask()).body.content).toHaveLength(60);
  expect(performance.now() - startedMs).toBeGreaterThan(90);
});

test('truncated JSON has a length that fits and cannot be parsed', async () => {
  await using run = await start({ route, effect: { kind: 'truncated-json' } });
  await expect(run.ask()).rejects.toThrow(SyntaxError);
});

test('wrong JSON parses and is of another shape', async () => {
  await using run = await start({ route, effect: { kind: 'wrong-json' } });
  const { status, body } = await run.ask();
  expect([status, body.content]).toEqual([200, undefined]);
});

test('HTML comes with status 200', async () => {
  await using run = await start({ route, effect: { kind: 'html' } });
  const { status, headers } = await run.ask();
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});

test('faults are added, listed and taken away over HTTP, and a call names the fault that struck it', async () => {
  await using run = await start();
  const { body: rule } = await run.app.control('POST', '/faults', {
    route,
    effect: { kind: 'status', status: 502 },
  });
  await run.ask();
  expect((await run.app.control('GET', '/faults')).body).toMatchObject([
    { id: rule.id, hits: 1, probability: 1 },
  ]);
  expect(run.app.trackunit.calls()[0]?.faultId).toBe(rule.id);
  expect((await run.app.control('DELETE', `/faults/${rule.id}`)).status).toBe(204);
  expect((await run.app.control('DELETE', `/faults/${rule.id}`)).body.code).toBe('unknown_fault');
  await run.app.control('POST', '/faults', { effect: { kind: 'html' } });
  expect((await run.app.control('DELETE', '/faults')).status).toBe(204);
  expect((await run.ask()).status).toBe(200);
  expect((await run.app.control('POST', '/faults', { effect: { kind: 'meteor' } })).status).toBe(400);
});

test('a fault on a route that is not emulated is refused, and the routes that are stand in the refusal', async () => {
  await using app = await startApp();
  const add = (fault: FaultRequest) => () => app.trackunit.addFault(fault);
  const effect = { kind: 'status', status: 503 } as const;
  const refusal = expect.objectContaining({
    code: 'unknown_route',
    message: expect.stringMatching(/"POST \/api\/graphql".*POST \/apptoken, POST \/api\/graphql\//),
  });
  expect(add({ route: 'POST /api/graphql', effect })).toThrow(refusal);
  expect(add({ route: 'GET /api/asset/v2/assets/1', effect })).toThrow(/could never strike/);
  expect(add({ route: 'GET /_emulator/*', effect })).toThrow(/could never strike/);
  expect(add({ route: '*/asset/*/assets/*', effect })).not.toThrow();
  const { status, body } = await app.control('POST', '/faults', { route: 'POST /api/graphql', effect });
  expect([status, body]).toEqual([400, expect.objectContaining({ status: 400, code: 'unknown_route' })]);
  expect((await app.control('GET', '/faults')).body).toHaveLength(1);
});

test('a fault for an account that is not there, or that the route cannot tell, is refused', async () => {
  await using app = await startApp();
  const effect = { kind: 'reset' } as const;
  const accountId = '00000000-0000-4000-8000-000000000000';
  const add = (fault: Omit<FaultRequest, 'effect'>) => () => app.trackunit.addFault({ ...fault, effect });
  expect(add({ accountId })).toThrow(expect.objectContaining({ code: 'unknown_account' }));
  const keys = { route: 'GET /oauth2/v1/keys', accountId: alpine };
  expect(add(keys)).toThrow(expect.objectContaining({ code: 'account_not_told' }));
  expect(add({ route: 'POST /token*', accountId: alpine })).not.toThrow();
});

test('what is no fault at all names its members', async () => {
  await using app = await startApp();
  const fault = { effect: { kind: 'latency', ms: -1 }, times: 3 } as unknown as FaultRequest;
  const code = 'constraint_violation';
  const message = expect.stringMatching(/times[\s\S]*effect\.ms/);
  expect(() => app.trackunit.addFault(fault)).toThrow(expect.objectContaining({ code, message }));
});

test('after the faults are cleared the same rule strikes the same requests again', async () => {
  await using run = await start();
  const draw = async () => {
    run.app.trackunit.addFault({ route, probability: 0.5, effect: { kind: 'status', status: 500 } });
    const statuses: number[] = [];
    for (let i = 0; i < 20; i += 1) statuses.push((await run.ask()).status);
    run.app.trackunit.clearFaults();
    return statuses;
  };
  expect(await draw()).toEqual(await draw());
});

test('a body trickles as slowly as it was asked to', async () => {
  await using run = await start({ route: '*', effect: { kind: 'slow-body', bytesPerSecond: 4 } });
  const answer = await fetch(`${run.app.trackunit.url}/api/marketplace/jwks`);
  let bytes = 0;
  const reader = answer.body?.getReader();
  const stop = setTimeout(() => void reader?.cancel(), 1_200);
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    bytes += part.value.length;
  }
  clearTimeout(stop);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(6);
});

test('truncated JSON cannot be parsed, whatever script it is written in', async () => {
  await using run = await start();
  const api = run.app.withToken(await run.app.getToken());
  const asset = run.app.trackunit.truth(nordhavn).assets.find(({ assetType }) => assetType === 'MACHINE');
  const address = `/api/asset/v1/assets/${asset?.assetId}`;
  const text = '漢'.repeat(255);
  const change = {
    name: text,
    brand: text,
    model: text,
    serialNumber: text,
    type: text,
    externalReference: text,
  };
  expect((await api('PATCH', address, change)).status).toBe(200);
  run.app.trackunit.addFault({ route: 'GET /api/asset/*', effect: { kind: 'truncated-json' } });
  await expect(api('GET', address)).rejects.toThrow(SyntaxError);
});

test('a latency ends with the emulator, and no request runs on a closed one', async () => {
  const app = await startApp();
  const api = app.withToken(await app.getToken());
  app.trackunit.addFault({ route: `GET ${path}`, effect: { kind: 'latency', ms: 300 } });
  const asked = api('GET', path).catch(() => 'ended');
  await vi.waitFor(async () => expect((await app.control('GET', '/faults')).body[0].hits).toBe(1));
  await app.close();
  expect(await asked).toBe('ended');
  const known = app.trackunit.calls().length;
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(
    app.trackunit
      .calls()
      .slice(known)
      .map(({ status }) => status),
  ).not.toContain(200);
  expect(app.trackunit.calls()[0]?.status).toBe(503);
});
