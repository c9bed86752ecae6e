import { afterEach, expect, test, vi } from 'vitest';
import { startApiServer } from '../testing/api-server.ts';
import { collect } from '../testing/collect.ts';

type Odd = { readonly [member: string]: unknown; readonly id: string; readonly lastSeen?: string };

/** Reads one asset by GraphQL. */
const readByGraphql = async (asset: Odd) => {
  await using server = await startApiServer(() => ({
    data: { assets: { edges: [{ node: asset }], pageInfo: { hasNextPage: false } } },
  }));
  return (await collect(server.createClient().account('a').assets())).flat()[0];
};

/** Reads one asset by REST, where the location says when it was last seen. */
const readByRest = async ({ lastSeen, ...asset }: Odd) => {
  await using server = await startApiServer(({ path }) => ({
    content: path.startsWith('/api/location/')
      ? [{ properties: { assetId: asset.id, updatedAt: lastSeen } }]
      : [asset],
    totalPages: 1,
  }));
  const { pages } = await server.createClient().account('a').openFleet({ knownGap: 'html' });
  return (await collect(pages)).flat()[0];
};

const apis = [
  ['GraphQL', readByGraphql],
  ['REST', readByRest],
] as const;

test.each(apis)('%s: a text of an asset that no index takes is cut, not refused', async (_api, read) => {
  const asset = await read({
    id: 'a',
    name: 'x'.repeat(2_700),
    brand: 'b'.repeat(513),
    model: 'm'.repeat(512),
    serialNumber: 's'.repeat(100_000),
    assetType: '',
  });
  expect(asset).toMatchObject({
    name: 'x'.repeat(512),
    brand: 'b'.repeat(512),
    model: 'm'.repeat(512),
    serialNumber: 's'.repeat(512),
    assetType: '',
  });
});

test.each([
  ['of pairs', '🚜'.repeat(600), '🚜'.repeat(512)],
  ['of a letter and pairs', `x${'🚜'.repeat(600)}`, `x${'🚜'.repeat(511)}`],
  ['of letters and pairs where it ends', `${'x'.repeat(511)}🚜🚜`, `${'x'.repeat(511)}🚜`],
  ['of 512 pairs', '🚜'.repeat(512), '🚜'.repeat(512)],
])('a text %s is cut between code points', async (_what, name, expected) => {
  expect((await readByGraphql({ id: 'a', name }))?.name).toBe(expected);
});

afterEach(() => vi.unstubAllEnvs());

test.each(apis)('%s: a time without a zone is UTC, wherever this machine is', async (_api, read) => {
  vi.stubEnv('TZ', 'America/New_York');
  expect(new Date('2026-03-10T12:00:00').toISOString()).toBe('2026-03-10T16:00:00.000Z');
  const seen = await read({ id: 'a', lastSeen: '2026-03-10T12:00:00' });
  expect(seen?.lastSeenAt).toEqual(new Date('2026-03-10T12:00:00Z'));
});

const momentRows = [
  ['0001-01-01T00:00:00+02:00', null],
  ['0001-01-01T00:00:00', new Date('0001-01-01T00:00:00Z')],
  ['0000-12-31T23:59:59-05:00', new Date('0001-01-01T04:59:59Z')],
  ['9999-12-31T23:59:59-05:00', null],
  ['9999-12-31T23:59:59.999Z', new Date('9999-12-31T23:59:59.999Z')],
] as const;

test.each(apis.flatMap(([api, read]) => momentRows.map(([at, expected]) => ({ api, read, at, expected }))))(
  '$api: an asset last seen at $at was seen within the years 1 to 9999 or never',
  async ({ read, at, expected }) => {
    expect((await read({ id: 'a', lastSeen: at }))?.lastSeenAt).toEqual(expected);
  },
);

test.each(apis)(
  '%s: an id of an asset that is too long is refused, because cut ids may meet',
  async (_api, read) => {
    await expect(read({ id: 'i'.repeat(513) })).rejects.toMatchObject({ code: 'bad_response' });
    expect((await read({ id: 'i'.repeat(512) }))?.assetId).toBe('i'.repeat(512));
  },
);
