import { createTrackunit, demoAccounts } from '@fleet-watch/emulator';
import autocannon from 'autocannon';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BenchRow } from './bench-row.ts';

const irisAppId = '@bench/app';

const query = `query Fleet($first: Int, $after: Cursor) {
  assets(first: $first, after: $after) {
    edges { node { id name brand model serialNumber assetType lastSeen } }
    pageInfo { endCursor hasNextPage }
  }
  rateLimit { cost remaining resetIn }
}`;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

const timeMs = async (run: () => Promise<unknown>): Promise<number> => {
  const startedMs = performance.now();
  await run();
  return performance.now() - startedMs;
};

/** Starts and closes an emulator a few times; the first start of a process also loads its modules’ code. */
const measureStart = async (): Promise<number> => {
  const times: number[] = [];
  for (let i = 0; i < 7; i += 1) {
    const startedMs = performance.now();
    await using trackunit = await createTrackunit();
    await fetch(`${trackunit.url}/api/marketplace/jwks`);
    times.push(performance.now() - startedMs);
  }
  return median(times);
};

/** Takes the place of an app’s backend, and hands over the credential that it was told. */
const startBackend = async () => {
  let tell: (body: Record<string, string>) => void;
  const told = new Promise<Record<string, string>>((resolve) => (tell = resolve));
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      tell(JSON.parse(text) as Record<string, string>);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/appinstall`, told, close: () => server.close() };
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

const measureGraphql = async (): Promise<{
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly resetMs: number;
}> => {
  const backend = await startBackend();
  const manifest = {
    moduleFederationName: irisAppId,
    scopes: [{ scope: 'asset.view' }],
    tokenCallback: { url: backend.url },
  };
  await using trackunit = await createTrackunit({
    apps: [{ manifest }],
    choices: { graphqlBudget: Number.MAX_SAFE_INTEGER },
  });
  await trackunit.install({ irisAppId, accountId: demoAccounts.rhein });
  const token = await getToken(trackunit.url, await backend.told);
  // The load comes from a worker thread, so that one core is left to the emulator.
  const result = await autocannon({
    url: `${trackunit.url}/api/graphql/`,
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { first: 100 } }),
    connections: 8,
    duration: 5,
    workers: 1,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed`);
  const resets: number[] = [];
  for (let i = 0; i < 9; i += 1) resets.push(await timeMs(() => trackunit.reset()));
  backend.close();
  return { perSecond: result.requests.average, p99Ms: result.latency.p99, resetMs: median(resets) };
};

/** How fast the local Trackunit starts, resets and answers a page of 100 assets. */
export const run = async (): Promise<readonly BenchRow[]> => {
  const startMs = await measureStart();
  const { perSecond, p99Ms, resetMs } = await measureGraphql();
  return [
    {
      name: 'emulator: start until the key set answers',
      value: round(startMs),
      unit: 'ms',
      aim: '≤ 400',
      ok: startMs <= 400,
    },
    { name: 'emulator: reset', value: round(resetMs, 2), unit: 'ms', aim: '≤ 20', ok: resetMs <= 20 },
    {
      name: 'emulator: GraphQL page of 100 assets',
      value: Math.round(perSecond),
      unit: 'requests/s',
      aim: '≥ 1500',
      ok: perSecond >= 1500,
    },
    { name: 'emulator: GraphQL page of 100 assets, 99th percentile', value: round(p99Ms), unit: 'ms' },
  ];
};
