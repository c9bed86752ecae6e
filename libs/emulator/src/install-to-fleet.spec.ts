import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { createTrackunit, demoAccounts, type TrackunitOptions } from './index.ts';

type Received = { readonly identity: string; readonly body: Record<string, string> };

const startBackend = async (status = 204) => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      received.push({ identity: String(request.headers['trackunit-identity']), body: JSON.parse(text) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/appinstall`, received };
};

const start = async (options: TrackunitOptions = {}) => {
  const backend = await startBackend();
  const manifest = {
    moduleFederationName: '@acme/app',
    scopes: [
      { scope: 'asset.view', optional: false },
      { scope: 'account.asset.manage', optional: true },
    ],
    tokenCallback: { url: backend.url },
    extensions: [{ id: 'acme-fleet', type: 'FLEET_EXTENSION' }],
    cspHeader: { 'connect-src': ['https://acme.example'] },
  };
  const trackunit = await createTrackunit({ apps: [{ manifest }], ...options });
  onTestFinished(() => trackunit.close());
  return { trackunit, backend };
};

const query = `query Fleet($first: Int, $after: Cursor) {
  assets(first: $first, after: $after) {
    edges { node { id name brand model serialNumber assetType lastSeen } }
    pageInfo { endCursor hasNextPage }
  }
  rateLimit { cost remaining resetIn }
}`;

test('an install reaches the app, its credential becomes a token, and the token reads the true fleet', async () => {
  const { trackunit, backend } = await start();
  const result = await trackunit.install({ irisAppId: '@acme/app', accountId: demoAccounts.alpine });
  expect(result).toMatchObject({ delivered: true, status: 204 });

  const [message] = backend.received;
  expect(message?.body).toMatchObject({
    type: 'INSTALLED',
    accountId: demoAccounts.alpine,
    irisAppId: '@acme/app',
  });
  const keys = createRemoteJWKSet(new URL(trackunit.env.TRACKUNIT_IDENTITY_JWKS_URL));
  await jwtVerify(message?.identity ?? '', keys, {
    audience: trackunit.env.TRACKUNIT_IDENTITY_AUDIENCE ?? '',
  });

  const answer = await fetch(`${trackunit.url}/apptoken`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: message?.body.clientId ?? '',
      client_secret: message?.body.clientSecret ?? '',
      scope: 'asset.view account.asset.manage',
    }),
  });
  const token = (await answer.json()) as Record<string, string>;
  expect(token).toMatchObject({
    token_type: 'Bearer',
    expires_in: 3600,
    scope: 'asset.view account.asset.manage',
  });

  const seen: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const page = await fetch(`${trackunit.url}/api/graphql/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token.access_token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ query, variables: { first: 100, after } }),
    });
    const { data } = (await page.json()) as {
      data: {
        assets: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
      };
    };
    seen.push(...data.assets.edges.map(({ node }) => node.id.replace('___Asset___', '')));
    after = data.assets.pageInfo.endCursor;
    more = data.assets.pageInfo.hasNextPage;
  }
  expect(seen).toEqual(trackunit.truth(demoAccounts.alpine).assets.map(({ assetId }) => assetId));
});

test('a frame comes from the second origin under the policy of its manifest', async () => {
  const { trackunit } = await start();
  const frame = await fetch(
    `${trackunit.appsUrl}/frame/${encodeURIComponent('@acme/app')}/acme-fleet?lang=da`,
  );
  const policy = frame.headers.get('content-security-policy');
  expect(policy).toContain("connect-src 'self' https://acme.example;");
  expect(policy).toContain(`frame-ancestors ${trackunit.url}`);
  expect(policy).toContain("script-src 'self';");
  const html = await frame.text();
  expect(html).toContain('<html lang="da">');
  expect(html).toContain('<link rel="icon" href="data:," />');
});
