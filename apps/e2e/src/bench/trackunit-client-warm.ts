import { createTokenProvider, Secret, type AccessToken, type Fetch } from '@fleet-watch/trackunit-client';

const accountCount = 10_000;
const lookUps = 50_000;
const rounds = 41;
const scopes = ['asset.view'];

const grantAtOnce: Fetch = () =>
  Promise.resolve({
    status: 200,
    headers: { get: (name) => (name === 'content-type' ? 'application/json' : null) },
    body: (async function* () {
      yield Buffer.from('{"access_token":"AT","expires_in":3600,"scope":"asset.view"}');
    })(),
  });

/** Ids in an order that the processor's caches cannot guess. */
const createIds = (): string[] => {
  const ids = Array.from({ length: accountCount }, () => crypto.randomUUID());
  return Array.from({ length: lookUps }, (_, index) => ids[(index * 7_919) % accountCount] ?? '');
};

const toNs = async (ids: readonly string[], lookUp: (id: string) => unknown): Promise<number> => {
  const startMs = performance.now();
  for (const id of ids) await lookUp(id);
  return ((performance.now() - startMs) * 1e6) / ids.length;
};

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

/**
 * A warm `getToken` over 10,000 accounts beside a bare map's look-up, both awaited, in turns in one process. The map
 * holds the very promises that `getToken` gives, so that both wait for the same memory.
 */
export const measureWarm = async () => {
  const { getToken } = createTokenProvider({
    authUrl: 'https://auth.example',
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
    fetch: grantAtOnce,
  });
  const ids = createIds();
  const map = new Map<string, Promise<AccessToken>>();
  for (const accountId of new Set(ids)) {
    await getToken({ accountId, scopes });
    map.set(accountId, getToken({ accountId, scopes }));
  }
  const mapNs: number[] = [];
  const providerNs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    mapNs.push(await toNs(ids, (id) => map.get(id)));
    providerNs.push(await toNs(ids, (accountId) => getToken({ accountId, scopes })));
  }
  const shares = mapNs.map((ns, round) => ns / (providerNs[round] ?? Number.NaN));
  return { mapNs: median(mapNs), providerNs: median(providerNs), share: median(shares) };
};
