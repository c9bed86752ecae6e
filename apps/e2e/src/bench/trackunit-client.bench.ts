import { createTokenProvider, Secret, type TokenProvider } from '@fleet-watch/trackunit-client';
import { backendFlags } from '../testing/backend-flags.ts';
import type { BenchRow } from './bench-row.ts';
import { nextMessage, runBundled, startChild } from './trackunit-client-child.ts';
import { measureWarm } from './trackunit-client-warm.ts';

type Seen = { readonly requests: number; readonly mostUnderWay: number; readonly answeringMs: number };
type Cold = { readonly tookMs: number; readonly peakBytes: number; readonly count: number };
type Streamed = {
  readonly assets: number;
  readonly grownMb: number;
  readonly tookMs: number;
  readonly peakBytes: number;
};

const scopes = ['asset.view'];
const answerAfterMs = 20;
const maxInFlight = 100;

/** The token server in its process; `takeSeen` tells what it saw since the last time. */
const startTokenServer = async () => {
  const child = startChild('./trackunit-client-token-server.ts');
  const { port } = await nextMessage<{ port: number }>(child);
  return {
    url: `http://127.0.0.1:${port}`,
    takeSeen: (): Promise<Seen> => {
      const seen = nextMessage<Seen>(child);
      child.send('seen?');
      return seen;
    },
    stop: () => child.disconnect(),
  };
};

const createProvider = (authUrl: string, send: typeof fetch = fetch): TokenProvider =>
  createTokenProvider({
    authUrl,
    irisAppId: '@bench/app',
    credentials: {
      findCredential: () =>
        Promise.resolve({
          kind: 'APP_INSTALL',
          generation: '1',
          clientId: 'id',
          clientSecret: new Secret('s'),
        }),
    },
    fetch: send,
  });

/** The server refuses every credential below this path. */
const refusedFetch: typeof fetch = (url, init) =>
  fetch(String(url).replace('/apptoken', '/refuse/apptoken'), init);

/** A million bytes, not 2^20: the stricter reading of an aim in MB. */
const toMb = (bytes: number): number => bytes / 1e6;

type Measured = Required<Pick<BenchRow, 'value' | 'unit' | 'aim' | 'ok'>>;

/** A number that has an aim, to three digits. */
const toRow = (name: string, { value, ...rest }: Measured): BenchRow => ({
  name: `trackunit-client: ${name}`,
  value: Number(value.toPrecision(3)),
  ...rest,
});

const warmRows = async (): Promise<BenchRow[]> => {
  const { mapNs, providerNs, share } = await measureWarm();
  return [
    { name: 'trackunit-client: bare map look-up, awaited', value: Math.round(mapNs), unit: 'ns' },
    { name: 'trackunit-client: warm getToken, awaited', value: Math.round(providerNs), unit: 'ns' },
    toRow('warm getToken’s speed, as a share of the map’s', {
      value: share * 100,
      unit: '%',
      aim: '≥ 60',
      ok: share >= 0.6,
    }),
  ];
};

const sharedRows = async ({
  url,
  takeSeen,
}: Awaited<ReturnType<typeof startTokenServer>>): Promise<BenchRow[]> => {
  const { getToken } = createProvider(url);
  await Promise.all(Array.from({ length: 1_000 }, () => getToken({ accountId: 'a', scopes })));
  const cold = (await takeSeen()).requests;
  const revoked = createProvider(url, refusedFetch);
  for (let call = 0; call < 100; call += 1)
    await revoked.getToken({ accountId: 'a', scopes }).catch(() => undefined);
  const refused = (await takeSeen()).requests;
  return [
    toRow('1,000 cold callers of one account', {
      value: cold,
      unit: 'token requests',
      aim: '1',
      ok: cold === 1,
    }),
    toRow('100 calls for a revoked account', {
      value: refused,
      unit: 'token requests',
      aim: '1',
      ok: refused === 1,
    }),
  ];
};

const coldRows = async ({
  url,
  takeSeen,
}: Awaited<ReturnType<typeof startTokenServer>>): Promise<BenchRow[]> => {
  const { tookMs, peakBytes, count } = await runBundled<Cold>(
    './trackunit-client-cold.ts',
    [url],
    backendFlags,
  );
  const { mostUnderWay, requests, answeringMs } = await takeSeen();
  const plain = await runBundled<Cold>('./trackunit-client-cold.ts', [url]);
  const ratio = tookMs / ((count / maxInFlight) * answerAfterMs);
  const what = '10,000 cold accounts';
  const peakMb = toMb(peakBytes);
  return [
    toRow(`${what}, most requests at once`, {
      value: mostUnderWay,
      unit: 'requests',
      aim: '≤ 100',
      ok: mostUnderWay <= 100,
    }),
    toRow(`${what}, time as a multiple of the ideal`, {
      value: ratio,
      unit: '×',
      aim: '≤ 1.25',
      ok: ratio <= 1.25,
    }),
    {
      name: `trackunit-client: ${what}, the same with the answer time that the server measured`,
      value: Number((ratio / (answeringMs / requests / answerAfterMs)).toPrecision(3)),
      unit: '×',
    },
    toRow(`${what}, peak memory as the backend runs`, {
      value: peakMb,
      unit: 'MB',
      aim: '≤ 150',
      ok: peakMb <= 150,
    }),
    {
      name: `trackunit-client: ${what}, peak memory in Node without flags`,
      value: Math.round(toMb(plain.peakBytes)),
      unit: 'MB',
    },
  ];
};

const streamRows = async (): Promise<BenchRow[]> => {
  const { assets, grownMb, tookMs, peakBytes } = await runBundled<Streamed>(
    './trackunit-client-stream.ts',
    [],
    [...backendFlags, '--expose-gc'],
  );
  const perSecond = assets / (tookMs / 1000);
  return [
    toRow('1,000,000 assets, memory grown after the first tenth', {
      value: grownMb,
      unit: 'MB',
      aim: '≤ 2',
      ok: grownMb <= 2,
    }),
    {
      name: 'trackunit-client: 1,000,000 assets, peak memory',
      value: Math.round(toMb(peakBytes)),
      unit: 'MB',
    },
    { name: 'trackunit-client: 1,000,000 assets, speed', value: Math.round(perSecond), unit: 'assets/s' },
  ];
};

/** How fast and how frugal the token provider and the client are; ratios within one run where there is an aim. */
export const run = async (): Promise<BenchRow[]> => {
  const rows = await warmRows();
  const server = await startTokenServer();
  try {
    rows.push(...(await sharedRows(server)), ...(await coldRows(server)));
  } finally {
    server.stop();
  }
  return [...rows, ...(await streamRows())];
};
