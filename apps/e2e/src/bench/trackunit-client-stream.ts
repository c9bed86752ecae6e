import {
  createTokenProvider,
  createTrackunitClient,
  Secret,
  type Fetch,
} from '@fleet-watch/trackunit-client';
import { readPeakBytes } from './trackunit-client-peak.ts';

/**
 * Reads a fleet of one million assets, 100 a page, in a process of its own. Tells the memory in use after a tenth and
 * at the end: a reader that keeps something grows with the fleet. The pages are made in the process, so that only
 * the client's work is measured.
 */
const assetCount = 1_000_000;
const pageSize = 100;

const toPage = (first: number): string =>
  JSON.stringify({
    data: {
      assets: {
        edges: Array.from({ length: pageSize }, (_, index) => ({
          node: {
            id: `___Asset___00000000-0000-0000-0000-${String(first + index).padStart(12, '0')}`,
            name: `Asset #${first + index}`,
            brand: 'Brand',
            model: 'Model',
            serialNumber: `SN${first + index}`,
            assetType: 'MACHINE',
            lastSeen: '2026-01-01T10:00:00Z',
          },
        })),
        pageInfo: { endCursor: String(first + pageSize), hasNextPage: first + pageSize < assetCount },
      },
      rateLimit: { cost: 100, remaining: 1_000_000, resetIn: 1_000 },
    },
  });

const answer = (text: string) => ({
  status: 200,
  headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
  body: (async function* () {
    yield Buffer.from(text);
  })(),
});

const fetch: Fetch = (url, { body = '' }) => {
  if (url.endsWith('/apptoken')) return Promise.resolve(answer('{"access_token":"AT","expires_in":3600}'));
  const { variables } = JSON.parse(body) as { variables: { after?: string } };
  return Promise.resolve(answer(toPage(Number(variables.after ?? 0))));
};

const usedMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};

const credential = {
  kind: 'APP_INSTALL',
  generation: '1',
  clientId: 'id',
  clientSecret: new Secret('s'),
} as const;
const url = 'https://trackunit.example';
const credentials = { findCredential: () => Promise.resolve(credential) };
const tokens = createTokenProvider({ authUrl: url, irisAppId: '@bench/app', credentials, fetch });
const client = createTrackunitClient({ apiUrl: url, tokens, fetch });

let assets = 0;
let earlyMb = 0;
const startMs = performance.now();
for await (const page of client.account('a').assets({ signal: new AbortController().signal, pageSize })) {
  assets += page.length;
  if (assets === assetCount / 10) earlyMb = usedMb();
}
const tookMs = performance.now() - startMs;
process.send?.({
  assets,
  grownMb: usedMb() - earlyMb,
  tookMs,
  peakBytes: readPeakBytes(),
});
process.disconnect();
