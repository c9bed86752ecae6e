import { createCallbackRecorder, createTrackunit, demoAccounts } from '@fleet-watch/emulator';
import autocannon from 'autocannon';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BenchRow } from './bench-row.ts';

const irisAppId = '@bench/app';

const query = `query Fleet($first: Int, $after: Cursor) {
  assets(first: $first, after: $after) {
    edges { node { id name brand model serialNumber assetType lastSeen } }
    pageInfo { endCursor hasNextPage }
  }
  rateLimit { cost remaining resetIn }
}`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

const timeMs = async (run: () => Promise<unknown>): Promise<number> => {
  const startedMs = performance.now();
  await run();
  return performance.now() - startedMs;
};

/** Starts and closes an emulator a few times: until it answers, and until its signing keys are made as well. */
const measureStart = async (): Promise<{ readonly answersMs: number; readonly signsMs: number }> => {
  const answers: number[] = [];
  const signs: number[] = [];
  for (let i = 0; i < 9; i += 1) {
    const startedMs = performance.now();
    await using trackunit = await createTrackunit();
    await fetch(`${trackunit.url}/_emulator/accounts`);
    answers.push(performance.now() - startedMs);
    await fetch(`${trackunit.url}/api/marketplace/jwks`);
    signs.push(performance.now() - startedMs);
  }
  return { answersMs: median(answers), signsMs: median(signs) };
};

/** Memory that is in use now, in MiB. */
const usedMib = (): number => {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

/** A list and the truth of an account with a million assets; how much of it stays in memory. */
const measureMillion = async () => {
  await using backend = await createCallbackRecorder();
  const scopes = [{ scope: 'asset.view' }];
  const manifest = { moduleFederationName: irisAppId, scopes, tokenCallback: { url: backend.url } };
  const accountId = '11111111-1111-4111-8111-111111111111';
  await using trackunit = await createTrackunit({ apps: [{ manifest }] });
  const beforeMib = usedMib();
  trackunit.addAccount({ accountId, name: 'A million', assetCount: 1_000_000 });
  await trackunit.install({ irisAppId, accountId });
  const token = await getToken(trackunit.url, backend.received[0]?.body ?? {});
  const askMs = (page: number): Promise<number> =>
    timeMs(async () => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${trackunit.url}/api/asset/v2/assets?size=100&page=${page}`, { headers });
      const { numberOfElements } = (await answer.json()) as { numberOfElements: number };
      if (numberOfElements !== 100) throw new Error(`Page ${page} has ${numberOfElements} assets`);
    });
  const firstMs = await askMs(0);
  const others: number[] = [];
  for (let page = 9_999; page > 0; page -= 1_000) others.push(await askMs(page));
  const countMs = await timeMs(async () => trackunit.truth(accountId, { withAssets: false }));
  const growthMib = usedMib() - beforeMib;
  return {
    firstMs: round(firstMs),
    otherMs: round(median(others)),
    countMs: round(countMs),
    growthMib: round(growthMib),
  };
};

const getToken = async (url: string, { clientId, clientSecret }: Record<string, string>): Promise<string> => {
  const answer = await fetch(`${url}/apptoken`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId ?? '',
      client_secret: clientSecret ?? '',
      scope: 'asset.view',
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};

/** A crawl as a backend makes it: page after page of the fleet, from the beginning again at its end. */
const toBodies = (): readonly string[] =>
  Array.from({ length: 25 }, (_, page) => {
    const after = page === 0 ? null : Buffer.from(`["asset",${page * 100 - 1}]`).toString('base64');
    return JSON.stringify({ query, variables: { first: 100, after } });
  });

/** Seconds that this thread has computed; the load comes from another thread, and neighbours do not count. */
const coreSeconds = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
};

const measureGraphql = async (): Promise<{
  readonly perCoreSecond: number;
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly resetMs: number;
}> => {
  await using backend = await createCallbackRecorder();
  const scopes = [{ scope: 'asset.view' }];
  const manifest = { moduleFederationName: irisAppId, scopes, tokenCallback: { url: backend.url } };
  const choices = { graphqlBudget: Number.MAX_SAFE_INTEGER };
  await using trackunit = await createTrackunit({ apps: [{ manifest }], choices });
  await trackunit.install({ irisAppId, accountId: demoAccounts.rhein });
  const token = await getToken(trackunit.url, backend.received[0]?.body ?? {});
  const startedSeconds = coreSeconds();
  const result = await autocannon({
    url: `${trackunit.url}/api/graphql/`,
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    requests: toBodies().map((body) => ({ body })),
    connections: 8,
    duration: 5,
    workers: 1,
  });
  const usedSeconds = coreSeconds() - startedSeconds;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed`);
  const resets: number[] = [];
  for (let i = 0; i < 9; i += 1) resets.push(await timeMs(() => trackunit.reset()));
  return {
    perCoreSecond: result.requests.total / usedSeconds,
    perSecond: result.requests.average,
    p99Ms: result.latency.p99,
    resetMs: median(resets),
  };
};

/** How fast the local Trackunit starts, resets and answers a page of 100 assets, and what a million cost. */
export const run = async (): Promise<readonly BenchRow[]> => {
  const { answersMs, signsMs } = await measureStart();
  const { perCoreSecond, perSecond, p99Ms, resetMs } = await measureGraphql();
  const million = await measureMillion();
  return [
    {
      name: 'emulator: start until it answers',
      value: round(answersMs),
      unit: 'ms',
      aim: '≤ 400',
      ok: answersMs <= 400,
    },
    { name: 'emulator: start until its RSA keys are made', value: round(signsMs), unit: 'ms' },
    { name: 'emulator: reset', value: round(resetMs, 2), unit: 'ms', aim: '≤ 20', ok: resetMs <= 20 },
    {
      name: 'emulator: GraphQL pages of 100 assets in a second of one core',
      value: Math.round(perCoreSecond),
      unit: 'requests',
      aim: '≥ 1500',
      ok: perCoreSecond >= 1500,
    },
    {
      name: 'emulator: GraphQL pages of 100 assets beside their client and what else ran',
      value: Math.round(perSecond),
      unit: 'requests/s',
    },
    { name: 'emulator: GraphQL page of 100 assets, 99th percentile', value: round(p99Ms), unit: 'ms' },
    { name: 'emulator: of a million assets, the first page of a list', value: million.firstMs, unit: 'ms' },
    { name: 'emulator: of a million assets, any other page', value: million.otherMs, unit: 'ms' },
    { name: 'emulator: of a million assets, counts by state', value: million.countMs, unit: 'ms' },
    { name: 'emulator: of a million assets, memory', value: million.growthMib, unit: 'MiB more' },
  ];
};
