import type { ServerResponse } from 'node:http';
import { createCallParts, createTrackunitClient } from '../api/client.ts';
import type { TrackunitClientOptions } from '../api/client-options.ts';
import { createTokenProvider } from '../tokens/token-provider.ts';
import { createManualClock } from './manual-clock.ts';
import { json, serve, type SeenRequest } from './serve.ts';
import { installOf } from './token-server.ts';

type Answer = (request: SeenRequest, count: number, response: ServerResponse) => unknown;

/** The variables of a GraphQL request. */
export const toVariables = ({ body }: SeenRequest) =>
  (JSON.parse(body) as { variables: { first: number; after?: string } }).variables;

export const node = (number: number) => ({
  id: `___Asset___00000000-0000-0000-0000-${String(number).padStart(12, '0')}`,
  name: `Asset #${number}`,
  brand: 'Brand',
  model: null,
  serialNumber: '1234abc',
  assetType: 'MACHINE',
  lastSeen: '2026-01-01T10:00:00Z',
});

/** A page of GraphQL with one asset; the cursor is the asset's number. */
export const graphqlPage = (number: number, last: number, rateLimit: object | null = null) => ({
  data: {
    assets: {
      edges: [{ node: node(number) }],
      pageInfo: { endCursor: String(number), hasNextPage: number < last },
    },
    rateLimit,
  },
});

/**
 * An API server that answers as the test says and grants every token, a clock that the test moves, and clients of
 * both. `requests` holds the API's, `tokenRequests` the token endpoint's.
 */
export const startApiServer = async (answer: Answer, grantedScope?: string) => {
  let tokenCount = 0;
  let count = 0;
  const requests: SeenRequest[] = [];
  const server = await serve(async (request, response) => {
    if (request.path === '/apptoken') {
      tokenCount += 1;
      const scope = grantedScope ?? new URLSearchParams(request.body).get('scope');
      return json(response, { access_token: `token ${tokenCount}`, expires_in: 3600, scope });
    }
    requests.push(request);
    count += 1;
    const value = await answer(request, count, response);
    if (value !== undefined && value !== response && !response.headersSent) json(response, value);
  });
  const clock = createManualClock();
  const times = { clock, sleep: clock.sleep, random: () => 0.5 };
  const createTokens = () =>
    createTokenProvider({
      authUrl: server.url,
      irisAppId: '@fleet-watch/fleet-watch',
      credentials: { findCredential: (accountId) => Promise.resolve(installOf(accountId)) },
      ...times,
    });
  return {
    url: server.url,
    requests,
    tokenRequests: () => tokenCount,
    clock,
    createClient: (options: Partial<TrackunitClientOptions> = {}) =>
      createTrackunitClient({ apiUrl: server.url, tokens: createTokens(), ...times, ...options }),
    createCaller: () => createCallParts({ apiUrl: server.url, tokens: createTokens(), ...times }).call,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
