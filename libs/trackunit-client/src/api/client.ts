import { IrisScope } from '@fleet-watch/scopes';
import type { Fetch } from '../http/fetch.ts';
import { send } from '../http/send.ts';
import type { TokenProvider } from '../tokens/access-token.ts';
import { TrackunitError } from '../trackunit-error.ts';
import type { TrackunitAsset } from './asset.ts';
import { assetsDataSchema, assetsQuery } from './assets-query.ts';
import { parseGraphqlAnswer } from './graphql-answer.ts';

/** What a client is made of. */
export type TrackunitClientOptions = {
  /** Trackunit's API, such as `https://iris.trackunit.com`. */
  readonly apiUrl: string;
  readonly tokens: TokenProvider;
  readonly fetch?: Fetch;
};

/** How the fleet is read. */
export type AssetsOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Assets per page, 1 to 100, default 100. */
  readonly pageSize?: number;
};

/** What can be done on behalf of one account. */
export type TrackunitAccount = {
  readonly accountId: string;
  /** The whole fleet, a page at a time; the next page is asked for when the caller wants it. */
  readonly assets: (options?: AssetsOptions) => AsyncIterable<readonly TrackunitAsset[]>;
};

/** Trackunit's API on behalf of accounts. */
export type TrackunitClient = { readonly account: (accountId: string) => TrackunitAccount };

/** Makes a client. Nothing is asked for before the first call of an account. */
export const createTrackunitClient = (options: TrackunitClientOptions): TrackunitClient => {
  const { apiUrl, tokens, fetch = globalThis.fetch } = options;
  const url = new URL('/api/graphql/', apiUrl).href;

  const fetchPage = async (accountId: string, variables: object, signal: AbortSignal | undefined) => {
    const token = await tokens.getToken({ accountId, scopes: [IrisScope.AssetView], signal });
    const answer = await send(fetch, {
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${token.token.reveal()}`,
      },
      body: JSON.stringify({ query: assetsQuery, variables }),
      timeoutMs: 60_000,
      maxBytes: 16_777_216,
      signal,
    });
    return parseGraphqlAnswer(answer, assetsDataSchema, url);
  };

  async function* assets(accountId: string, { signal, pageSize = 100 }: AssetsOptions = {}) {
    let after: string | undefined;
    for (;;) {
      const { assets: page } = await fetchPage(accountId, { first: pageSize, after }, signal);
      yield page.edges.map(({ node }) => node);
      if (!page.pageInfo.hasNextPage) return;
      const next = page.pageInfo.endCursor ?? undefined;
      if (next === undefined || next === after) {
        throw new TrackunitError('bad_response', `${url} promised a next page without a new cursor`);
      }
      after = next;
    }
  }

  return { account: (accountId) => ({ accountId, assets: (how) => assets(accountId, how) }) };
};
