import { expect, test } from 'vitest';
import { createTokenProvider, createTrackunitClient, Secret } from '../index.ts';
import { collect } from '../testing/collect.ts';
import { json, serve } from '../testing/serve.ts';

const accountId = '6b5cb246-7945-4bb6-bec5-2a1413ffd1b3';

const node = (number: number) => ({
  id: `___Asset___00000000-0000-0000-0000-00000000000${number}`,
  name: `Asset #${number}`,
  brand: 'Brand',
  model: null,
  // As devices pad them.
  serialNumber: '1234abc\u0000\u0000',
  assetType: 'HOVERCRAFT',
  lastSeen: number === 1 ? '2026-01-01T10:00:00Z' : null,
});

const trackunit = () =>
  serve((request, response) => {
    if (request.path === '/apptoken') {
      const scope = new URLSearchParams(request.body).get('scope');
      return json(response, { token_type: 'Bearer', expires_in: 3600, access_token: 'AT', scope });
    }
    const first =
      (JSON.parse(request.body) as { variables: { after?: string } }).variables.after === undefined;
    return json(response, {
      data: {
        assets: {
          edges: [{ node: node(first ? 1 : 2) }],
          pageInfo: { endCursor: first ? 'next' : null, hasNextPage: first },
        },
        rateLimit: { cost: 10, remaining: 5000, resetIn: 1000 },
      },
    });
  });

test('an app install becomes a token, the token a call, and the calls the pages of a fleet', async () => {
  await using server = await trackunit();
  const tokens = createTokenProvider({
    authUrl: server.url,
    irisAppId: '@fleet-watch/fleet-watch',
    credentials: {
      findCredential: () =>
        Promise.resolve({
          kind: 'APP_INSTALL',
          generation: '1',
          clientId: 'id',
          clientSecret: new Secret('s3cret'),
        }),
    },
  });
  const client = createTrackunitClient({ apiUrl: server.url, tokens });
  const pages = await collect(client.account(accountId).assets({ pageSize: 1 }));
  expect(pages).toEqual([
    [
      {
        assetId: '00000000-0000-0000-0000-000000000001',
        name: 'Asset #1',
        brand: 'Brand',
        model: null,
        serialNumber: '1234abc',
        assetType: 'HOVERCRAFT',
        lastSeenAt: new Date('2026-01-01T10:00:00Z'),
      },
    ],
    [expect.objectContaining({ assetId: '00000000-0000-0000-0000-000000000002', lastSeenAt: null })],
  ]);
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /apptoken',
    'POST /api/graphql/',
    'POST /api/graphql/',
  ]);
  expect(server.requests[0]?.body).toBe(
    'grant_type=client_credentials&client_id=id&client_secret=s3cret&scope=asset.view',
  );
  expect(server.requests[1]?.headers.authorization).toBe('Bearer AT');
});
